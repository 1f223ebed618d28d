; Bash. https://www.gnu.org/software/bash/manual/html_node/Shell-Functions.html

; #! tells the system about the file, not a reader about the function below it.
((comment) @comment
  (#not-match? @comment "^#!"))

(function_definition
  name: (word) @name
  body: (_) @body) @definition.function

; f() { ...; } >file 2>&1
(redirected_statement
  body: (function_definition) @wrapped) @wrapper

; += and a[i]= change what another line declares.
(variable_assignment
  name: (variable_name) @name
  "=") @definition.variable

; a=1 b=2
(variable_assignments
  (variable_assignment name: (variable_name) @name "=")) @definition.variable

; "export A" and "declare -f f" tell of what is declared elsewhere, "declare -a A" declares.
(declaration_command
  ["declare" "typeset" "export"]
  (variable_assignment name: (variable_name) @name "=")) @definition.variable

((declaration_command
  ["declare" "typeset"]
  (variable_name) @name) @definition.variable @_whole
  (#not-match? @_whole "^\\w+\\s+(-\\w+\\s+)*-\\w*[fFp]"))

((declaration_command
  (variable_assignment name: (variable_name) @name "=")) @definition.constant @_whole
  (#match? @_whole "^(readonly\\b|(declare|typeset|export)\\s+([-+]\\w+\\s+)*-\\w*r)"))

; The assignments of a declaration are its names.
(declaration_command (variable_assignment) @local)
(variable_assignments (variable_assignment) @local)

; LANG=C sort: for this command alone. The grammar also takes "a=1 b=2" and the line below it for one command.
((command
  (variable_assignment) @local
  name: (_)) @_command
  (#not-match? @_command "^(\\w+=('[^']*'|\"[^\"]*\"|[^\\s'\"])*[ \\t]*)+\\r?\\n"))

; What a loop, a subshell or a substitution sets is scratch.
(do_group) @local
(c_style_for_statement) @local
(subshell) @local
(command_substitution) @local
(process_substitution) @local

; The grammar gives up on some of what shells run. A function whose start is lost there is a word and brackets.
((word) @name @definition.function . (ERROR . "(" @behind . ")" @behind)
  (#not-match? @name "=$"))
((command_name (word) @name) @definition.function . (ERROR . "(" @behind . ")" @behind)
  (#not-match? @name "=$"))
((ERROR (word) @name @definition.function . "(" @behind . ")" @behind)
  (#not-match? @name "=$"))
((ERROR (command_name (word) @name) @definition.function . "(" @behind . ")" @behind)
  (#not-match? @name "=$"))
((command . (command_name (word) @name) .) @definition.function . (ERROR . "(" @behind . ")" @behind)
  (#not-match? @name "=$"))
