; inherits: c
; C++. https://en.cppreference.com/w/cpp/language/declarations

; The unnamed namespace is an unnamed chunk and adds nothing to names.
(namespace_definition
  body: (_) @body) @definition.namespace

(namespace_definition
  name: (namespace_identifier) @name
  body: (_) @body) @definition.namespace

; a::inline b
(namespace_definition
  name: (nested_namespace_specifier
    (namespace_identifier)? @scope
    [
      (namespace_identifier) @name
      (nested_namespace_specifier
        (namespace_identifier)? @scope
        [
          (namespace_identifier) @name
          (nested_namespace_specifier (namespace_identifier)? @scope (namespace_identifier) @name .)
        ] .)
    ] .)
  body: (_) @body) @definition.namespace

(namespace_alias_definition
  name: (namespace_identifier) @name) @definition.namespace

; template<...> belongs to what it is in front of.
(template_declaration [
  (class_specifier) (struct_specifier) (union_specifier) (function_definition) (declaration)
  (alias_declaration) (concept_definition) (template_declaration) (friend_declaration)
] @wrapped) @wrapper

(friend_declaration [(function_definition) (declaration)] @wrapped) @wrapper

(declaration type: (class_specifier) @wrapped) @wrapper
(field_declaration type: (class_specifier) @wrapped) @wrapper

(class_specifier
  name: [
    (type_identifier) @name
    (template_type name: (_) @name)
    (qualified_identifier scope: (_)? @scope name: [
      (type_identifier) @name
      (template_type name: (_) @name)
      (qualified_identifier scope: (_) @scope name: [
        (type_identifier) @name
        (template_type name: (_) @name)
        (qualified_identifier scope: (_) @scope name: [(type_identifier) @name (template_type name: (_) @name)])
      ])
    ])
  ]
  body: (_) @body) @definition.class

(struct_specifier
  name: [
    (template_type name: (_) @name)
    (qualified_identifier scope: (_)? @scope name: [
      (type_identifier) @name
      (template_type name: (_) @name)
      (qualified_identifier scope: (_) @scope name: [
        (type_identifier) @name
        (template_type name: (_) @name)
        (qualified_identifier scope: (_) @scope name: [(type_identifier) @name (template_type name: (_) @name)])
      ])
    ])
  ]
  body: (_) @body) @definition.struct

(union_specifier
  name: [
    (template_type name: (_) @name)
    (qualified_identifier scope: (_)? @scope name: [(type_identifier) @name (template_type name: (_) @name)])
  ]
  body: (_) @body) @definition.union

(enum_specifier
  name: (qualified_identifier scope: (_)? @scope name: [
    (type_identifier) @name
    (qualified_identifier scope: (_) @scope name: [
      (type_identifier) @name
      (qualified_identifier scope: (_) @scope name: (type_identifier) @name)
    ])
  ])
  body: (_) @body) @definition.enum

(type_definition
  type: (class_specifier name: (type_identifier)? @name body: (_) @body)
  declarator: [
    (type_identifier) @name
    (_ declarator: [(type_identifier) @name (_ declarator: (type_identifier) @name)])
  ]) @definition.class

(type_definition
  type: (class_specifier name: (_) @name body: (_)) @definition.variable)

(alias_declaration
  name: (type_identifier) @name) @definition.type

(concept_definition
  name: (identifier) @name) @definition.type

; What C has no declarators for: references and names of another scope (static members).
(declaration
  declarator: [
    (reference_declarator (identifier) @name)
    (init_declarator declarator: [
      (reference_declarator (identifier) @name)
      (parenthesized_declarator (reference_declarator (identifier) @name))
    ])
    (structured_binding_declarator (identifier) @name)
    (init_declarator declarator: (structured_binding_declarator (identifier) @name))
    (init_declarator declarator: (reference_declarator (structured_binding_declarator (identifier) @name)))
  ]) @definition.variable

(declaration
  declarator: [
    (qualified_identifier scope: (_)? @scope name: [
      (identifier) @name
      (template_function name: (_) @name)
      (qualified_identifier scope: (_) @scope name: [
        (identifier) @name
        (qualified_identifier scope: (_) @scope name: [
          (identifier) @name
          (qualified_identifier scope: (_) @scope name: (identifier) @name)
        ])
      ])
    ])
    (_ declarator: [
      (qualified_identifier scope: (_)? @scope name: [
        (identifier) @name
        (qualified_identifier scope: (_) @scope name: [
          (identifier) @name
          (qualified_identifier scope: (_) @scope name: [
            (identifier) @name
            (qualified_identifier scope: (_) @scope name: (identifier) @name)
          ])
        ])
      ])
      (reference_declarator
        (qualified_identifier scope: (_)? @scope name: [
          (identifier) @name
          (qualified_identifier scope: (_) @scope name: (identifier) @name)
        ]))
      (_ declarator: 
        (qualified_identifier scope: (_)? @scope name: [
          (identifier) @name
          (qualified_identifier scope: (_) @scope name: [
            (identifier) @name
            (qualified_identifier scope: (_) @scope name: (identifier) @name)
          ])
        ]))
    ])
  ]) @definition.variable

; A pointer to a member.
([
  (declaration declarator: (qualified_identifier name: (pointer_type_declarator declarator: (type_identifier) @name)))
  (declaration declarator: (_ declarator: (qualified_identifier name: (pointer_type_declarator declarator: (type_identifier) @name))))
  (declaration declarator: (_ declarator: (parenthesized_declarator (qualified_identifier name: (pointer_type_declarator declarator: (type_identifier) @name)))))
  (declaration declarator: (_ declarator: (_ declarator: (parenthesized_declarator (qualified_identifier name: (pointer_type_declarator declarator: (type_identifier) @name))))))
] @definition.variable)

; Later patterns keep this body: Foo::Foo() try {...} catch (...) {...}
(function_definition (try_statement) @body) @definition.function

; Functions. The layers of a declarator as in C.
(function_definition
  declarator: [
    (function_declarator declarator: [
      (identifier) @name (field_identifier) @name (destructor_name) @name (operator_name) @name
      (parenthesized_declarator [(identifier) @name (field_identifier) @name (operator_name) @name])
      (template_function name: (_) @name)
    ])
    (_ [
      (function_declarator declarator: [
        (identifier) @name (field_identifier) @name (operator_name) @name
        (parenthesized_declarator [(identifier) @name (field_identifier) @name (operator_name) @name])
        (template_function name: (_) @name)
      ])
      (_ (function_declarator declarator: [
        (identifier) @name (field_identifier) @name (operator_name) @name
        (template_function name: (_) @name)
      ]))
    ])
    (_ declarator: (_ (_ (function_declarator declarator: [(identifier) @name (field_identifier) @name (operator_name) @name]))))
  ]
  body: (_)? @body) @definition.function

(declaration
  declarator: [
    (function_declarator declarator: [
      (identifier) @name (destructor_name) @name (operator_name) @name
      (template_function name: (_) @name)
    ])
    (_ [
      (function_declarator declarator: [
        (identifier) @name (operator_name) @name
        (template_function name: (_) @name)
      ])
      (_ (function_declarator declarator: [(identifier) @name (operator_name) @name]))
    ])
    (_ declarator: (_ (_ (function_declarator declarator: [(identifier) @name (operator_name) @name]))))
  ]) @definition.function

(field_declaration
  declarator: [
    (function_declarator declarator: [
      (field_identifier) @name (operator_name) @name
      (parenthesized_declarator (field_identifier) @name)
    ])
    (_ [
      (function_declarator declarator: [(field_identifier) @name (operator_name) @name])
      (_ (function_declarator declarator: [(field_identifier) @name (operator_name) @name]))
    ])
    (_ declarator: (_ (_ (function_declarator declarator: [(field_identifier) @name (operator_name) @name]))))
  ]) @definition.method

; ns::Foo::bar. Whether the last scope is a class or a namespace, the text does not say.
(function_definition
  declarator: [
    (function_declarator declarator: (qualified_identifier scope: (_)? @scope name: [
      (identifier) @name (destructor_name) @name (operator_name) @name
      (template_function name: (_) @name)
      (qualified_identifier scope: (_) @scope name: [
        (identifier) @name (destructor_name) @name (operator_name) @name
        (template_function name: (_) @name)
        (qualified_identifier scope: (_) @scope name: [
          (identifier) @name (destructor_name) @name (operator_name) @name
          (template_function name: (_) @name)
          (qualified_identifier scope: (_) @scope name: [
            (identifier) @name (destructor_name) @name (operator_name) @name
            (template_function name: (_) @name)
            (qualified_identifier scope: (_) @scope name: [(identifier) @name (destructor_name) @name (operator_name) @name])
          ])
        ])
      ])
    ]))
    (_ [
      (function_declarator declarator: (qualified_identifier scope: (_)? @scope name: [
        (identifier) @name (operator_name) @name
        (template_function name: (_) @name)
        (qualified_identifier scope: (_) @scope name: [
          (identifier) @name (operator_name) @name
          (template_function name: (_) @name)
          (qualified_identifier scope: (_) @scope name: [
            (identifier) @name (operator_name) @name
            (template_function name: (_) @name)
            (qualified_identifier scope: (_) @scope name: [(identifier) @name (operator_name) @name])
          ])
        ])
      ]))
      (_ (function_declarator declarator: (qualified_identifier scope: (_)? @scope name: [
        (identifier) @name (operator_name) @name
        (qualified_identifier scope: (_) @scope name: [
          (identifier) @name (operator_name) @name
          (qualified_identifier scope: (_) @scope name: [(identifier) @name (operator_name) @name])
        ])
      ])))
    ])
    (_ declarator: (_ (_ (function_declarator declarator: (qualified_identifier scope: (_)? @scope name: [
      (identifier) @name
      (qualified_identifier scope: (_) @scope name: (identifier) @name)
    ])))))
  ]
  body: (_)? @body) @definition.method

; Specialisations of members are declared so: template<> int Foo<int>::bar();
(declaration
  declarator: [
    (function_declarator declarator: (qualified_identifier scope: (_)? @scope name: [
      (identifier) @name (destructor_name) @name (operator_name) @name
      (template_function name: (_) @name)
      (qualified_identifier scope: (_) @scope name: [
        (identifier) @name (destructor_name) @name (operator_name) @name
        (template_function name: (_) @name)
        (qualified_identifier scope: (_) @scope name: [(identifier) @name (destructor_name) @name (operator_name) @name])
      ])
    ]))
    (_ (function_declarator declarator: (qualified_identifier scope: (_)? @scope name: [
      (identifier) @name (operator_name) @name
      (template_function name: (_) @name)
      (qualified_identifier scope: (_) @scope name: [(identifier) @name (operator_name) @name])
    ])))
  ]) @definition.method

; Conversions. The name is "operator" and the type, for which the tree has no node.
([
  (function_definition
    declarator: [
      (operator_cast "operator" @name type: (_) @until declarator: (_ ["*" "&" "&&"]? @until))
      (qualified_identifier scope: (_)? @scope name: [
        (operator_cast "operator" @name type: (_) @until declarator: (_ ["*" "&" "&&"]? @until))
        (qualified_identifier scope: (_) @scope name: [
          (operator_cast "operator" @name type: (_) @until declarator: (_ ["*" "&" "&&"]? @until))
          (qualified_identifier scope: (_) @scope
            name: (operator_cast "operator" @name type: (_) @until declarator: (_ ["*" "&" "&&"]? @until)))
        ])
      ])
    ]
    body: (_)? @body)
  (declaration
    declarator: (operator_cast "operator" @name type: (_) @until declarator: (_ ["*" "&" "&&"]? @until)))
] @definition.method)

; Only constructors have no type, and macros: Q_DISABLE_COPY(Foo); in a class looks like one.
(declaration
  !type
  declarator: (function_declarator declarator: (identifier) @name)
  (#not-match? @name "^[A-Z][A-Z0-9_]+$")) @definition.constructor

(declaration
  !type
  declarator: (function_declarator declarator: (identifier) @name)
  (#match? @name "^[A-Z][A-Z0-9_]+$")) @definition.variable

([
  (class_specifier
    name: (type_identifier) @_class
    body: (_ (declaration !type declarator: (function_declarator declarator: (identifier) @name)) @definition.constructor))
  (struct_specifier
    name: (type_identifier) @_class
    body: (_ (declaration !type declarator: (function_declarator declarator: (identifier) @name)) @definition.constructor))
  (class_specifier
    name: (type_identifier) @_class
    body: (_ (_ (declaration !type declarator: (function_declarator declarator: (identifier) @name)) @definition.constructor)))
  (struct_specifier
    name: (type_identifier) @_class
    body: (_ (_ (declaration !type declarator: (function_declarator declarator: (identifier) @name)) @definition.constructor)))
] (#eq? @_class @name))

; Outside of a class it is a macro that makes a function: TEST(Suite, Case) {...}.
([
  (field_declaration_list (function_definition
    !type
    declarator: (function_declarator declarator: (identifier) @name)
    body: (_)? @body) @definition.constructor)
  (field_declaration_list (_ (function_definition
    !type
    declarator: (function_declarator declarator: (identifier) @name)
    body: (_)? @body) @definition.constructor))
  (field_declaration_list (_ (_ (function_definition
    !type
    declarator: (function_declarator declarator: (identifier) @name)
    body: (_)? @body) @definition.constructor)))
])

; Foo::Foo, Foo<T>::Foo, ns::Foo::Foo
(function_definition
  !type
  declarator: (function_declarator declarator: [
    (qualified_identifier
      scope: [(namespace_identifier) @scope @_class (template_type name: (_) @_class) @scope]
      name: (identifier) @name)
    (qualified_identifier
      scope: (_) @scope
      name: (qualified_identifier
        scope: [(namespace_identifier) @scope @_class (template_type name: (_) @_class) @scope]
        name: (identifier) @name))
    (qualified_identifier
      scope: (_) @scope
      name: (qualified_identifier
        scope: (_) @scope
        name: (qualified_identifier
          scope: [(namespace_identifier) @scope @_class (template_type name: (_) @_class) @scope]
          name: (identifier) @name)))
  ])
  body: (_)? @body
  (#eq? @_class @name)) @definition.constructor

; A variable that holds a lambda is that function; so is a field.
(declaration declarator: (init_declarator) @wrapped) @wrapper

(init_declarator
  declarator: (identifier) @name
  value: (lambda_expression body: (_) @body)) @definition.function

(field_declaration
  declarator: (field_identifier) @name
  default_value: (lambda_expression body: (_) @body)) @definition.function

; A prototype inside a function is as local as a variable, and as often a variable: Foo x(a);
([
  (compound_statement (declaration declarator: (function_declarator) @name) @definition.variable)
  (compound_statement (declaration declarator: (_ (function_declarator) @name)) @definition.variable)
  (compound_statement (_ (declaration declarator: (function_declarator) @name) @definition.variable))
  (compound_statement (_ (declaration declarator: (_ (function_declarator) @name)) @definition.variable))
  (compound_statement (_ (_ (declaration declarator: (function_declarator) @name) @definition.variable)))
  (compound_statement (_ (_ (declaration declarator: (_ (function_declarator) @name)) @definition.variable)))
])
