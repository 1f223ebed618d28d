; Dockerfile. https://docs.docker.com/reference/dockerfile/

(comment) @comment

; A stage reaches to the next FROM; a comment above that belongs to the next. One without a name goes by its image.
(
  (from_instruction
    (image_spec name: (image_name) @name)) @definition.section
  .
  (
    "\n"
    . (comment)*
    . [
      (add_instruction) (arg_instruction) (cmd_instruction) (copy_instruction) (cross_build_instruction) (entrypoint_instruction)
      (env_instruction) (expose_instruction) (healthcheck_instruction) (label_instruction) (maintainer_instruction)
      (onbuild_instruction) (run_instruction) (shell_instruction) (stopsignal_instruction) (user_instruction)
      (volume_instruction) (workdir_instruction)
    ] @behind
  )*
)

; An instruction that is an error to the parser (ENV NAME value over two lines) is part of the stage, unless it has
; swallowed the next FROM.
(
  (from_instruction) @definition.section
  .
  (
    "\n"
    . (comment)*
    . [
      (add_instruction) (arg_instruction) (cmd_instruction) (copy_instruction) (cross_build_instruction) (entrypoint_instruction)
      (env_instruction) (expose_instruction) (healthcheck_instruction) (label_instruction) (maintainer_instruction)
      (onbuild_instruction) (run_instruction) (shell_instruction) (stopsignal_instruction) (user_instruction)
      (volume_instruction) (workdir_instruction)
      (ERROR) @_error
    ] @behind
  )*
  (#not-match? @_error "(?im)^\\s*FROM\\s")
)

(from_instruction as: (image_alias) @name) @definition.section

; What stands in front of the first stage holds for all of them.
(source_file
  . [(comment) (arg_instruction)]*
  . (arg_instruction name: (_) @name) @definition.variable)
