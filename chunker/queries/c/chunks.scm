; C. https://en.cppreference.com/w/c/language/declarations

(comment) @comment

(preproc_def
  name: (identifier) @name) @definition.macro

(preproc_function_def
  name: (identifier) @name
  value: (preproc_arg)? @body) @definition.macro

; A declarator wraps the name in any number of *, [], () layers, which a query has to spell
; out: as many as people write. The field "declarator" keeps the path out of parameter lists.
; This also matches prototypes; the patterns of functions come later and win.
(declaration
  declarator: [
    (identifier) @name
    (parenthesized_declarator [
      (identifier) @name
      (_ declarator: [
        (identifier) @name
        (_ declarator: (identifier) @name)
      ])
    ])
    (_ declarator: [
      (identifier) @name
      (parenthesized_declarator (_ declarator: [
        (identifier) @name
        (_ declarator: (identifier) @name)
      ]))
      (_ declarator: [
        (identifier) @name
        (parenthesized_declarator (_ declarator: [
          (identifier) @name
          (_ declarator: (identifier) @name)
        ]))
        (_ declarator: [
          (identifier) @name
          (parenthesized_declarator (_ declarator: [
            (identifier) @name
            (_ declarator: (identifier) @name)
          ]))
          (_ declarator: (identifier) @name)
        ])
      ])
    ])
  ]) @definition.variable

; A lone const object is a constant; a pointer to const is not.
(declaration
  (type_qualifier) @_const
  type: (_)
  . declarator: [
    (identifier) @name
    (array_declarator declarator: [(identifier) @name (array_declarator declarator: (identifier) @name)])
    (init_declarator declarator: [
      (identifier) @name
      (array_declarator declarator: [(identifier) @name (array_declarator declarator: (identifier) @name)])
    ])
  ] . ";"
  (#any-of? @_const "const" "constexpr")) @definition.constant

(type_definition
  declarator: [
    (type_identifier) @name (primitive_type) @name
    (parenthesized_declarator (_ declarator: (type_identifier) @name))
    (_ declarator: [
      (type_identifier) @name (primitive_type) @name
      (parenthesized_declarator [
        (type_identifier) @name
        (_ declarator: [
          (type_identifier) @name
          (_ declarator: (type_identifier) @name)
        ])
      ])
      (_ declarator: [
        (type_identifier) @name (primitive_type) @name
        (parenthesized_declarator [(type_identifier) @name (_ declarator: (type_identifier) @name)])
        (_ declarator: [
          (type_identifier) @name
          (parenthesized_declarator (_ declarator: (type_identifier) @name))
        ])
      ])
    ])
  ]) @definition.type

(struct_specifier
  name: (type_identifier) @name
  body: (_) @body) @definition.struct

(union_specifier
  name: (type_identifier) @name
  body: (_) @body) @definition.union

(enum_specifier
  name: (type_identifier) @name
  body: (_) @body) @definition.enum

; struct a {...} b; as a variable or a field.
(declaration
  type: [(struct_specifier) (union_specifier) (enum_specifier)] @wrapped) @wrapper
(field_declaration
  type: [(struct_specifier) (union_specifier) (enum_specifier)] @wrapped) @wrapper

; typedef struct a {...} b; is one chunk of both names.
(type_definition
  type: (struct_specifier name: (type_identifier)? @name body: (_) @body)
  declarator: [
    (type_identifier) @name
    (_ declarator: [(type_identifier) @name (_ declarator: (type_identifier) @name)])
  ]) @definition.struct

(type_definition
  type: (union_specifier name: (type_identifier)? @name body: (_) @body)
  declarator: [
    (type_identifier) @name
    (_ declarator: [(type_identifier) @name (_ declarator: (type_identifier) @name)])
  ]) @definition.union

(type_definition
  type: (enum_specifier name: (type_identifier)? @name body: (_) @body)
  declarator: [
    (type_identifier) @name
    (_ declarator: [(type_identifier) @name (_ declarator: (type_identifier) @name)])
  ]) @definition.enum

; So what is inside must be none: variables in a struct are dropped.
(type_definition
  type: [
    (struct_specifier name: (_) @name body: (_))
    (union_specifier name: (_) @name body: (_))
    (enum_specifier name: (_) @name body: (_))
  ] @definition.variable)

; A function is what has its parameters directly behind its name: f(int), *f(int), (f)(int)
; and (*f(int))(int), but not the pointer (*f)(int).
(declaration
  declarator: [
    (function_declarator declarator: [(identifier) @name (parenthesized_declarator (identifier) @name)])
    (_ [
      (function_declarator declarator: [(identifier) @name (parenthesized_declarator (identifier) @name)])
      (_ (function_declarator declarator: (identifier) @name))
    ])
    (_ declarator: [
      (_ (_ (function_declarator declarator: (identifier) @name)))
      (_ declarator: (_ (_ (function_declarator declarator: (identifier) @name))))
      (parenthesized_declarator (_ declarator: (parenthesized_declarator (function_declarator declarator: (identifier) @name))))
    ])
  ]) @definition.function

(function_definition
  declarator: [
    (function_declarator declarator: [(identifier) @name (parenthesized_declarator (identifier) @name)])
    (_ [
      (function_declarator declarator: [(identifier) @name (parenthesized_declarator (identifier) @name)])
      (_ (function_declarator declarator: (identifier) @name))
    ])
    (_ declarator: [
      (_ (_ (function_declarator declarator: (identifier) @name)))
      (_ declarator: (_ (_ (function_declarator declarator: (identifier) @name))))
      (parenthesized_declarator (_ declarator: (parenthesized_declarator (function_declarator declarator: (identifier) @name))))
    ])
  ]
  body: (_) @body) @definition.function

; A prototype inside a function is as local as a variable.
([
  (compound_statement (declaration declarator: (function_declarator) @name) @definition.variable)
  (compound_statement (declaration declarator: (_ (function_declarator) @name)) @definition.variable)
  (compound_statement (_ (declaration declarator: (function_declarator) @name) @definition.variable))
  (compound_statement (_ (declaration declarator: (_ (function_declarator) @name)) @definition.variable))
  (compound_statement (_ (_ (declaration declarator: (function_declarator) @name) @definition.variable)))
  (compound_statement (_ (_ (declaration declarator: (_ (function_declarator) @name)) @definition.variable)))
])

; Code in no function that C knows (a macro makes one of it) has locals, too.
(compound_statement) @local

(linkage_specification
  body: [(function_definition) (declaration)] @wrapped) @wrapper

[
  (attribute_specifier)
  (attribute_declaration)
  (ms_declspec_modifier)
] @lead
