# ossicle-plan prints and times programs.

add_executable(ossicle-plan tools/ossicle_plan.cc)
target_link_libraries(ossicle-plan PRIVATE ossicle_static)

# ossicle-kernels, made of the bench.cc of every family that has one.

file(GLOB benches CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/kernels/*/bench.cc)
set(families "")
foreach(source ${benches})
  get_filename_component(folder ${source} DIRECTORY)
  get_filename_component(family ${folder} NAME)
  string(APPEND families "OSSICLE_FAMILY(${family})\n")
endforeach()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/bench_families.inc CONTENT "${families}" @ONLY)

add_executable(ossicle-kernels tools/ossicle_kernels.cc tools/session.cc ${benches})
target_link_libraries(ossicle-kernels PRIVATE ossicle_static)
target_include_directories(ossicle-kernels PRIVATE ${PROJECT_BINARY_DIR}/generated)
if(BUILD_TESTING)
  add_test(NAME ossicle_kernels_lists
           COMMAND ossicle-kernels list --features avx2-group gemm_u8s8)
  set_tests_properties(ossicle_kernels_lists PROPERTIES
                       PASS_REGULAR_EXPRESSION "\\* gemm_u8s8s32_(4x16_avx2|reference) ")
endif()
