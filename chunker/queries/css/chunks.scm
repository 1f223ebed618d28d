; CSS. https://www.w3.org/TR/css-syntax-3/

(comment) @comment

; Each selector of a list is a name of the rule.
(rule_set
  (selectors (_) @name)
  (block) @body
  (#not-match? @name "^/\\*")) @definition.rule

; .w-1\/2: to the grammar the escape is an error behind the selector.
(rule_set
  (selectors . ((_) @name . ",")* . (_) @name .)
  . (ERROR)? @until
  (block) @body
  (#not-match? @name "^/\\*")
  (#match? @until "^\\\\")) @definition.rule

; @media, @supports and their like hold rules; the name is all that stands before the block.
(media_statement
  . _ @name
  (_) @until
  . (block) @body) @definition.section

(supports_statement
  . _ @name
  (_) @until
  . (block) @body) @definition.section

(at_rule
  . (at_keyword) @name
  (_)? @until
  . (block) @body) @definition.section

; What declares a name of its own: @layer base {}, @property --x {}, @counter-style stars {}
(at_rule
  . (at_keyword) @_keyword
  . (keyword_query) @name
  . (block) @body
  (#eq? @_keyword "@layer")) @definition.section

(at_rule
  . (at_keyword) @_keyword
  . (keyword_query) @name
  . (block) @body
  (#any-of? @_keyword "@property" "@counter-style" "@font-palette-values" "@position-try")) @definition.rule

(at_rule
  . (at_keyword) @name
  . (block) @body
  (#eq? @name "@font-face")) @definition.rule

(keyframes_statement
  (keyframes_name) @name
  (keyframe_block_list) @body) @definition.rule
