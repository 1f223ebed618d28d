; JavaScript. https://tc39.es/ecma262/#sec-ecmascript-language-functions-and-classes
;
; typescript and tsx inherit these patterns, so they name no node that only one of the grammars has.
; A function or class is a chunk wherever it stands when it has a name of its own; without one when it is bound to
; a name directly. The chunk is the node of the function, so that what `exports.f = function f() {}` says
; twice is found once: the later pattern, which knows what it is bound to, decides.

(comment) @comment
(decorator) @lead

(export_statement [declaration: (_) value: (_)] @wrapped) @wrapper
(lexical_declaration (variable_declarator) @wrapped) @wrapper
(variable_declaration (variable_declarator) @wrapped) @wrapper
(expression_statement [(assignment_expression) (augmented_assignment_expression)] @wrapped) @wrapper

; Variables. Patterns that bind names nest without end; two levels are spelled out.

; each: lexical_declaration variable_declaration
(_
  (variable_declarator
    name: [
      (identifier) @name
      (object_pattern [
        (shorthand_property_identifier_pattern) @name
        (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)
        (rest_pattern (identifier) @name)
        (pair_pattern value: [
          (identifier) @name
          (assignment_pattern left: (identifier) @name)
          (object_pattern [
            (shorthand_property_identifier_pattern) @name
            (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)
            (rest_pattern (identifier) @name)
            (pair_pattern value: [(identifier) @name (assignment_pattern left: (identifier) @name)])
          ])
          (array_pattern [(identifier) @name (assignment_pattern left: (identifier) @name) (rest_pattern (identifier) @name)])
        ])
      ])
      (array_pattern [
        (identifier) @name
        (assignment_pattern left: (identifier) @name)
        (rest_pattern (identifier) @name)
        (object_pattern [
          (shorthand_property_identifier_pattern) @name
          (object_assignment_pattern left: (shorthand_property_identifier_pattern) @name)
          (rest_pattern (identifier) @name)
          (pair_pattern value: [(identifier) @name (assignment_pattern left: (identifier) @name)])
        ])
        (array_pattern [(identifier) @name (assignment_pattern left: (identifier) @name) (rest_pattern (identifier) @name)])
      ])
    ])) @definition.variable

(lexical_declaration kind: "const") @definition.constant

; Where a variable holds an object, the object is the body.
(variable_declaration (variable_declarator value: (object) @body)) @definition.variable
(lexical_declaration kind: "let" (variable_declarator value: (object) @body)) @definition.variable
(lexical_declaration kind: "const" (variable_declarator value: (object) @body)) @definition.constant

; What a block or a loop's head declares is local to it, "var" in a block is not.
(if_statement (statement_block (lexical_declaration) @local))
(else_clause (statement_block (lexical_declaration) @local))
(for_statement (statement_block (lexical_declaration) @local))
(for_in_statement (statement_block (lexical_declaration) @local))
(while_statement (statement_block (lexical_declaration) @local))
(do_statement (statement_block (lexical_declaration) @local))
(try_statement (statement_block (lexical_declaration) @local))
(catch_clause (statement_block (lexical_declaration) @local))
(finally_clause (statement_block (lexical_declaration) @local))
(labeled_statement (statement_block (lexical_declaration) @local))
(with_statement (statement_block (lexical_declaration) @local))
(program (statement_block (lexical_declaration) @local))
(statement_block (statement_block (lexical_declaration) @local))
(switch_case (lexical_declaration) @local)
(switch_default (lexical_declaration) @local)
(for_statement initializer: [(lexical_declaration) (variable_declaration)] @local)
[(arrow_function) (function_expression) (generator_function) (class_static_block)] @local

; Functions and classes with a name of their own.

(function_declaration
  name: (_) @name
  body: (_) @body) @definition.function

(generator_function_declaration
  name: (_) @name
  body: (_) @body) @definition.function

(function_expression
  name: (_) @name
  body: (_) @body) @definition.function

(generator_function
  name: (_) @name
  body: (_) @body) @definition.function

(class_declaration
  name: (_) @name
  body: (_) @body) @definition.class

(class
  name: (_) @name
  body: (_) @body) @definition.class

(method_definition
  name: [
    (property_identifier) @name
    (private_property_identifier) @name
    (computed_property_name) @name
    (number) @name
    (string . (string_fragment) @name .)
    (string (escape_sequence)) @name
  ]
  body: (_) @body) @definition.method

(method_definition
  ["get" "set"]
  name: (_)) @definition.property

(class_body
  (method_definition
    name: (property_identifier) @name) @definition.constructor
  (#eq? @name "constructor"))

; Functions and classes bound to a name: a field of a class, a pair of an object that is itself bound to a
; name, a variable.

(class_body
  (_
    [
      (property_identifier) @name
      (private_property_identifier) @name
      (computed_property_name) @name
      (number) @name
      (string . (string_fragment) @name .)
      (string (escape_sequence)) @name
    ]
    value: [
      (arrow_function body: (_) @body) @definition.function
      (function_expression body: (_) @body) @definition.function
      (generator_function body: (_) @body) @definition.function
      (class body: (_) @body) @definition.class
    ] @wrapped) @wrapper)

; each: variable_declarator pair field_definition public_field_definition export_statement enum_assignment
(_
  value: [
    (object (pair
      key: [
        (property_identifier) @name
        (computed_property_name) @name
        (number) @name
        (string . (string_fragment) @name .)
        (string (escape_sequence)) @name
      ]
      value: [
        (arrow_function body: (_) @body) @definition.method
        (function_expression body: (_) @body) @definition.method
        (generator_function body: (_) @body) @definition.method
        (class body: (_) @body) @definition.class
      ] @wrapped) @wrapper)
    (parenthesized_expression (object (pair
      key: [
        (property_identifier) @name
        (computed_property_name) @name
        (number) @name
        (string . (string_fragment) @name .)
        (string (escape_sequence)) @name
      ]
      value: [
        (arrow_function body: (_) @body) @definition.method
        (function_expression body: (_) @body) @definition.method
        (generator_function body: (_) @body) @definition.method
        (class body: (_) @body) @definition.class
      ] @wrapped) @wrapper))
  ])

(assignment_expression
  right: (object (pair
    key: [
      (property_identifier) @name
      (computed_property_name) @name
      (number) @name
      (string . (string_fragment) @name .)
      (string (escape_sequence)) @name
    ]
    value: [
      (arrow_function body: (_) @body) @definition.method
      (function_expression body: (_) @body) @definition.method
      (generator_function body: (_) @body) @definition.method
      (class body: (_) @body) @definition.class
    ] @wrapped) @wrapper))

(variable_declarator
  name: (identifier) @name
  value: [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped) @wrapper

(variable_declarator
  name: (identifier) @name
  value: (parenthesized_expression [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped)) @wrapper

; Functions and classes assigned.

(assignment_expression
  left: [
    (identifier) @name
    (member_expression
      object: [(identifier) (member_expression)] @scope
      property: [(property_identifier) (private_property_identifier)] @name)
    (subscript_expression
      object: [(identifier) (member_expression)] @scope
      index: (string . (string_fragment) @name .))
    (subscript_expression
      object: [(identifier) (member_expression)] @scope
      "[" @name
      index: (member_expression object: (identifier) @_symbol)
      "]" @until)
  ]
  right: [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped
  (#eq? @_symbol "Symbol")) @wrapper

(augmented_assignment_expression
  left: [
    (identifier) @name
    (member_expression
      object: [(identifier) (member_expression)] @scope
      property: [(property_identifier) (private_property_identifier)] @name)
  ]
  right: [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped) @wrapper

; Foo.prototype.bar = function () {}
(assignment_expression
  left: [
    (member_expression
      object: (member_expression
        object: (_) @scope
        property: (property_identifier) @_prototype)
      property: (property_identifier) @name)
    (subscript_expression
      object: (member_expression
        object: (_) @scope
        property: (property_identifier) @_prototype)
      index: (string . (string_fragment) @name .))
    (subscript_expression
      object: (member_expression
        object: (_) @scope
        property: (property_identifier) @_prototype)
      "[" @name
      index: (member_expression object: (identifier) @_symbol)
      "]" @until)
  ]
  right: [
    (arrow_function body: (_) @body) @definition.method
    (function_expression body: (_) @body) @definition.method
    (generator_function body: (_) @body) @definition.method
    (class body: (_) @body) @definition.class
  ] @wrapped
  (#eq? @_prototype "prototype")
  (#eq? @_symbol "Symbol")) @wrapper

(assignment_expression
  left: (member_expression
    object: (this)
    property: [(property_identifier) (private_property_identifier)] @name)
  right: [
    (arrow_function body: (_) @body) @definition.method
    (function_expression body: (_) @body) @definition.method
    (generator_function body: (_) @body) @definition.method
    (class body: (_) @body) @definition.class
  ] @wrapped) @wrapper

(assignment_expression
  left: (member_expression
    object: [
      (identifier) @_exports
      (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
    ]
    property: (property_identifier) @name)
  right: [
    (arrow_function body: (_) @body) @definition.function
    (function_expression body: (_) @body) @definition.function
    (generator_function body: (_) @body) @definition.function
    (class body: (_) @body) @definition.class
  ] @wrapped
  (#eq? @_module "module")
  (#eq? @_exports "exports")) @wrapper

; exports.a = exports.b = function () {} has both names.
(variable_declarator
  value: (assignment_expression) @wrapped) @wrapper
(assignment_expression
  right: (assignment_expression) @wrapped) @wrapper

(assignment_expression
  left: (member_expression
    object: (member_expression property: (property_identifier) @_prototype)
    property: (property_identifier) @name)
  right: (assignment_expression
    left: (member_expression
      object: (member_expression object: (_) @scope property: (property_identifier) @_prototype2)
      property: (property_identifier) @name)
    right: (_ body: (_) @body) @definition.method)
  (#eq? @_prototype "prototype")
  (#eq? @_prototype2 "prototype"))

(assignment_expression
  left: (member_expression object: (_) @_exports property: (property_identifier) @name)
  right: (assignment_expression
    left: (member_expression object: (_) @_exports2 property: (property_identifier) @name)
    right: (_ body: (_) @body) @definition.function)
  (#match? @_exports "^(module\.)?exports$")
  (#match? @_exports2 "^(module\.)?exports$"))

; exports.x = 1. Names given to what is declared elsewhere are no definitions.
(assignment_expression
  left: (member_expression
    object: [
      (identifier) @_exports
      (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
    ]
    property: (property_identifier) @name)
  right: [
    (object) @body
    (array)
    (string)
    (template_string)
    (number)
    (true)
    (false)
    (null)
    (regex)
    (unary_expression operator: ["-" "+" "!" "~"])
    (binary_expression)
    (ternary_expression)
    (call_expression)
    (new_expression)
    (await_expression)
    (parenthesized_expression)
  ]
  (#eq? @_module "module")
  (#eq? @_exports "exports")
  (#not-eq? @name "__esModule")) @definition.variable

; Default exports without a name.

(export_statement
  "default"
  value: [
    (object) @body
    (array)
    (string)
    (template_string)
    (number)
    (true)
    (false)
    (null)
    (regex)
    (unary_expression)
    (binary_expression)
    (ternary_expression)
    (call_expression)
    (new_expression)
    (await_expression)
    (assignment_expression)
  ]
  (#set! name "default")) @definition.constant

(export_statement
  "default"
  value: [
    (arrow_function body: (_) @body) @definition.function
    (function_expression !name body: (_) @body) @definition.function
    (generator_function !name body: (_) @body) @definition.function
    (class !name body: (_) @body) @definition.class
  ]
  (#set! name "default"))

(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: [
    (arrow_function body: (_) @body) @definition.function
    (function_expression !name body: (_) @body) @definition.function
    (generator_function !name body: (_) @body) @definition.function
    (class !name body: (_) @body) @definition.class
  ]
  (#eq? @_module "module")
  (#eq? @_exports "exports")
  (#set! name "default"))

; module.exports = function f() {}
(assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: [
    (function_expression name: (_) @name body: (_) @body) @definition.function
    (generator_function name: (_) @name body: (_) @body) @definition.function
    (class name: (_) @name body: (_) @body) @definition.class
  ]
  (#eq? @_module "module")
  (#eq? @_exports "exports"))

; const f = exports.f = function () {}
(variable_declarator
  name: (identifier) @name
  value: (assignment_expression
    right: [
      (arrow_function body: (_) @body) @definition.function
      (function_expression body: (_) @body) @definition.function
      (generator_function body: (_) @body) @definition.function
      (class body: (_) @body) @definition.class
    ]))

; What an object is bound to qualifies its functions.

(variable_declarator
  name: (identifier) @scope
  value: [(object) @inside (parenthesized_expression (object) @inside)])

(pair
  key: [
    (property_identifier) @scope
    (string (string_fragment) @scope)
  ]
  value: [(object) @inside (parenthesized_expression (object) @inside)])

(class_body
  (_
    [(property_identifier) (private_property_identifier)] @scope
    value: [(object) @inside (parenthesized_expression (object) @inside)]))

(assignment_expression
  left: (identifier) @scope
  right: [(object) @inside (parenthesized_expression (object) @inside)])

(assignment_expression
  left: (member_expression
    object: [(identifier) (member_expression)] @scope @_object
    property: (property_identifier) @scope @_property)
  right: [(object) @inside (parenthesized_expression (object) @inside)]
  (#not-match? @_object "^(module|exports|module\\.exports)$|^this\\b")
  (#not-eq? @_property "prototype"))

(assignment_expression
  left: (member_expression
    object: (_) @_object
    property: (property_identifier) @scope)
  right: [(object) @inside (parenthesized_expression (object) @inside)]
  (#match? @_object "^(exports|module\\.exports|this)$"))

(assignment_expression
  left: (member_expression
    object: (_) @scope
    property: (property_identifier) @_property)
  right: [(object) @inside (parenthesized_expression (object) @inside)]
  (#eq? @_property "prototype"))
