# Fails if the library asks for more at load time than an old Linux with any C library offers: other
# libraries than libc, libm, libpthread and the loader, or symbols newer than glibc 2.17.
execute_process(COMMAND ${READELF} -d ${LIBRARY} OUTPUT_VARIABLE dynamic COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "NEEDED[^\n]*" needed "${dynamic}")
foreach(line ${needed})
  if(NOT line MATCHES "\\[(libc|libm|libpthread|libdl|ld-linux[^]]*)\\.so")
    message(SEND_ERROR "Unwanted dependency: ${line}")
  endif()
endforeach()

execute_process(COMMAND ${READELF} -V ${LIBRARY} OUTPUT_VARIABLE versions
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "Name: GLIBC_[0-9.]+" wanted "${versions}")
foreach(name ${wanted})
  string(REPLACE "Name: GLIBC_" "" version "${name}")
  if(version VERSION_GREATER 2.17)
    message(SEND_ERROR "A symbol of glibc ${version} is asked for; 2.17 is the newest allowed")
  endif()
endforeach()
