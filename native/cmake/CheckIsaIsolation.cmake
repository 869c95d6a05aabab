# Fails if an object compiled for one instruction set offers a function that the linker may share
# with other code (a weak symbol): the copy it keeps could hold instructions an older CPU lacks.
foreach(object ${OBJECTS})
  execute_process(COMMAND ${NM} -C --defined-only ${object} OUTPUT_VARIABLE symbols
                  COMMAND_ERROR_IS_FATAL ANY)
  string(REGEX MATCHALL "[^\n]* [WVu] [^\n]*" weak "${symbols}")
  if(weak)
    string(REPLACE ";" "\n  " listed "${weak}")
    message(SEND_ERROR "${object} holds shareable symbols; declare them OSSICLE_INLINE:\n  ${listed}")
  endif()
endforeach()
