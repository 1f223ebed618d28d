; Markdown. https://spec.commonmark.org/0.31.2/#atx-headings

(section
  . (atx_heading heading_content: (inline)? @name)
  . (_)? @body
  (_)? @body .) @definition.section

; The grammar makes sections of the headings with "#" alone, and an underlined heading (a Setext one) is a node in the
; middle of a section. It reaches over what follows there, to the next of its level.
(section
  (setext_heading heading_content: (paragraph (inline) @name) (setext_h2_underline)) @definition.section
  . [
    (paragraph) (list) (block_quote) (fenced_code_block) (indented_code_block) (html_block) (thematic_break) (pipe_table)
    (link_reference_definition) (section)
  ]* @behind)

(section
  (setext_heading heading_content: (paragraph (inline) @name) (setext_h1_underline)) @definition.section
  . [
    (paragraph) (list) (block_quote) (fenced_code_block) (indented_code_block) (html_block) (thematic_break) (pipe_table)
    (link_reference_definition) (section)
    (setext_heading (setext_h2_underline))
  ]* @behind)

; An underlined title in front of the first "#" has the sections behind that as siblings of its section.
(
  (section (setext_heading (setext_h1_underline)) @definition.section)
  . (section . (atx_heading [(atx_h2_marker) (atx_h3_marker) (atx_h4_marker) (atx_h5_marker) (atx_h6_marker)]))* @behind
)
