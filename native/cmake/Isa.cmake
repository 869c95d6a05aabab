# Kernels are compiled once per instruction set. The name of a source file says for which:
# src/kernels/<family>/<isa>.cc. Each set is an object library with its own flags, so that a file
# cannot drift into instructions its name does not promise.
#
# A compiler without the flags loses the kernels of that set, not the build: OSSICLE_HAVE_<ISA> is
# defined only for the sets that are built, and kernels.inc asks for it.

include(CheckCXXCompilerFlag)

set(OSSICLE_ISAS)
set(OSSICLE_ISA_DEFINITIONS)

# ossicle_isa(<isa> <flags>...): compiles src/kernels/*/<isa>.cc with these flags.
function(ossicle_isa isa)
  set(flags ${ARGN})
  string(TOUPPER ${isa} upper)
  string(JOIN " " joined ${flags})
  if(flags)
    set(CMAKE_REQUIRED_FLAGS "${joined}")
    check_cxx_compiler_flag("${joined}" OSSICLE_COMPILER_HAS_${upper})
    if(NOT OSSICLE_COMPILER_HAS_${upper})
      message(STATUS "The compiler lacks ${joined}: no ${isa} kernels")
      return()
    endif()
  endif()
  set(OSSICLE_ISA_FLAGS_${isa} "${flags}" PARENT_SCOPE)
  set(OSSICLE_ISAS ${OSSICLE_ISAS} ${isa} PARENT_SCOPE)
  set(OSSICLE_ISA_DEFINITIONS ${OSSICLE_ISA_DEFINITIONS} OSSICLE_HAVE_${upper} PARENT_SCOPE)
endfunction()

# Creates the object libraries of all sets named by ossicle_isa and adds them to the targets given.
function(ossicle_isa_libraries)
  foreach(isa ${OSSICLE_ISAS})
    file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/kernels/*/${isa}.cc)
    if(sources)
      add_library(ossicle_${isa} OBJECT ${sources})
      target_link_libraries(ossicle_${isa} PRIVATE ossicle_options)
      target_compile_options(ossicle_${isa} PRIVATE ${OSSICLE_ISA_FLAGS_${isa}})
      foreach(target ${ARGN})
        target_sources(${target} PRIVATE $<TARGET_OBJECTS:ossicle_${isa}>)
      endforeach()
      set_property(GLOBAL APPEND PROPERTY OSSICLE_ISA_LIBRARIES ossicle_${isa})
    endif()
  endforeach()
endfunction()

if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64|amd64")
  set(avx2 -mavx2 -mfma -mf16c)
  set(avx512 ${avx2} -mavx512f -mavx512bw -mavx512dq -mavx512vl)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # Its own intrinsics start from registers they leave undefined on purpose.
    list(APPEND avx512 -Wno-uninitialized -Wno-maybe-uninitialized)
  endif()
  ossicle_isa(x86_sse41 -msse4.1)
  ossicle_isa(x86_avx2 ${avx2})
  ossicle_isa(x86_avxvnni ${avx2} -mavxvnni)
  ossicle_isa(x86_avx512 ${avx512})
  ossicle_isa(x86_avx512vnni ${avx512} -mavx512vnni)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  ossicle_isa(arm_neon)
  ossicle_isa(arm_dotprod -march=armv8.2-a+dotprod)
  ossicle_isa(arm_i8mm -march=armv8.2-a+dotprod+i8mm)
endif()
