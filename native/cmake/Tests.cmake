# Test programs: tests/*_test.cc, and test.cc or test_<topic>.cc beside the code they test. Each is
# one ctest entry named after its folder or file.

function(ossicle_test name source)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE ossicle_static)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name})
endfunction()

file(GLOB own_tests CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/tests/*_test.cc)
foreach(source ${own_tests})
  get_filename_component(name ${source} NAME_WE)
  ossicle_test(${name} ${source})
endforeach()

file(GLOB_RECURSE beside CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/test.cc
     ${PROJECT_SOURCE_DIR}/src/test_*.cc)
foreach(source ${beside})
  get_filename_component(folder ${source} DIRECTORY)
  get_filename_component(folder ${folder} NAME)
  get_filename_component(topic ${source} NAME_WE)
  string(REPLACE "test" "" topic ${topic})
  ossicle_test(${folder}${topic}_test ${source})
endforeach()

if(NOT OSSICLE_SANITIZE AND NOT OSSICLE_SANITIZE_THREADS AND CMAKE_BUILD_TYPE STREQUAL "Release")
  # Functions the linker may merge across instruction sets, and libraries wanted at load time.
  get_property(isa_libraries GLOBAL PROPERTY OSSICLE_ISA_LIBRARIES)
  set(objects)
  foreach(library ${isa_libraries})
    list(APPEND objects "$<TARGET_OBJECTS:${library}>")
  endforeach()
  add_test(NAME isa_isolation
           COMMAND ${CMAKE_COMMAND} -DNM=${CMAKE_NM} "-DOBJECTS=${objects}"
                   -P ${PROJECT_SOURCE_DIR}/cmake/CheckIsaIsolation.cmake)
  add_test(NAME load_requirements
           COMMAND ${CMAKE_COMMAND} -DREADELF=${CMAKE_READELF} -DLIBRARY=$<TARGET_FILE:ossicle>
                   -P ${PROJECT_SOURCE_DIR}/cmake/CheckLoadRequirements.cmake)
endif()
