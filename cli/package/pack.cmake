# Runs in cpack behind the packing, which leaves the umask in the package: dpkg-deb packs the
# same content once more, and does not.

foreach(file ${CPACK_PACKAGE_FILES})
  set(content ${file}.content)
  file(REMOVE_RECURSE ${content})
  execute_process(COMMAND dpkg-deb --raw-extract ${file} ${content} COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND chmod u=rwX,go=rX ${content} ${content}/DEBIAN COMMAND_ERROR_IS_FATAL ANY)
  execute_process(COMMAND dpkg-deb --root-owner-group --threads-max=1 -Zxz --build ${content} ${file}
    OUTPUT_QUIET COMMAND_ERROR_IS_FATAL ANY)
  file(REMOVE_RECURSE ${content})
endforeach()
