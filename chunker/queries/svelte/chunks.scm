; Svelte. https://svelte.dev/docs/svelte/svelte-files

; What a script declares is in another language, which this grammar does not read.

(comment) @comment

; Elements by their id.
(element
  . (start_tag (attribute (attribute_name) @_id [(attribute_value) @name (quoted_attribute_value (attribute_value) @name)]))
  . (_) @body
  (_)? @body
  . (end_tag)
  (#match? @_id "^(?i:id)$")) @definition.section

(element
  . [
    (start_tag
      (tag_name) @_tag
      (attribute (attribute_name) @_id [(attribute_value) @name (quoted_attribute_value (attribute_value) @name)]))
    (self_closing_tag
      (attribute (attribute_name) @_id [(attribute_value) @name (quoted_attribute_value (attribute_value) @name)]))
  ]
  (#match? @_id "^(?i:id)$")
  (#not-any-of? @_tag "area" "base" "br" "col" "embed" "hr" "img" "input" "link" "meta" "source" "track" "wbr")) @definition.section

; An element that has no end by its nature reaches over the blanks behind it.
(element
  . (start_tag
    (tag_name) @_tag
    (attribute (attribute_name) @_id [(attribute_value) @name (quoted_attribute_value (attribute_value) @name)])) @definition.section
  (#match? @_id "^(?i:id)$")
  (#any-of? @_tag "area" "base" "br" "col" "embed" "hr" "img" "input" "link" "meta" "source" "track" "wbr"))

; Scripts and styles go by their tags when they have no id.
([
  (script_element (raw_text) @body)
  (style_element (raw_text) @body)
] @definition.section
  (#not-eq? @body ""))

[
  (script_element (start_tag (tag_name) @name))
  (style_element (start_tag (tag_name) @name))
] @definition.section

([
  (script_element
    (start_tag (attribute (attribute_name) @_id [(attribute_value) @name (quoted_attribute_value (attribute_value) @name)])))
  (style_element
    (start_tag (attribute (attribute_name) @_id [(attribute_value) @name (quoted_attribute_value (attribute_value) @name)])))
] @definition.section
  (#match? @_id "^(?i:id)$"))
