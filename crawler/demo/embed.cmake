# Puts every file under `dir` into the static library `target` as read-only data: an assembler file
# with one .incbin a file and a table of {name, data, size}, ended by a null name, under `symbol`.
# So an installed program carries its data, and building needs no tool but the compiler.
function(embed_files target dir symbol)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${dir} ${dir}/*)
  set(table "")
  set(data "")
  set(paths "")
  set(i 0)
  foreach(file ${files})
    string(APPEND table "  .quad name${i}, data${i}, end${i} - data${i}\n")
    string(APPEND data "name${i}: .asciz \"${file}\"\ndata${i}: .incbin \"${dir}/${file}\"\nend${i}:\n")
    list(APPEND paths ${dir}/${file})
    math(EXPR i "${i} + 1")
  endforeach()
  set(assembler ${CMAKE_CURRENT_BINARY_DIR}/${target}.S)
  file(CONFIGURE OUTPUT ${assembler} @ONLY CONTENT [[
  .section .rodata
@data@
  .section .data.rel.ro,"aw",%progbits
  .balign 8
  .global @symbol@
@symbol@:
@table@  .quad 0, 0, 0
  .section .note.GNU-stack,"",%progbits
]])
  add_library(${target} STATIC ${assembler})
  set_source_files_properties(${assembler} PROPERTIES OBJECT_DEPENDS "${paths}")
endfunction()
