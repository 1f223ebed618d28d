; CUE. https://cuelang.org/docs/reference/spec/

(package_clause (package_identifier) @module)
(comment) @comment
(attribute) @lead

; Fields outside of all structs: a.b: 1 and a: b: 1 declare a.
(source_file
  (field
    . (label [
      (identifier) @name
      (string) @name
      (optional . [(identifier) (string)] @name)
      (required . [(identifier) (string)] @name)
    ])
    (value)? @body) @definition.property)

(ERROR
  (field
    . (label [(identifier) (string)] @name)) @definition.property)

(source_file (let_clause left: (identifier) @name) @definition.variable)

; #Definitions are types wherever they stand.
(field
  . (label [(identifier) @name (optional (identifier) @name) (required (identifier) @name)])
  (#match? @name "^_?#")) @definition.type

(field
  . (label (identifier) @name)
  (value (struct_lit) @body)
  (#match? @name "^_?#")) @definition.struct
