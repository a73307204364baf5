#pragma once
#include <yaml.h>

/* The event's payload is an anonymous union: one accessor a field that is read. */
static inline const unsigned char *cyaml_scalar_value(const yaml_event_t *e) { return e->data.scalar.value; }
static inline size_t cyaml_scalar_length(const yaml_event_t *e) { return e->data.scalar.length; }
static inline int cyaml_scalar_style(const yaml_event_t *e) { return e->data.scalar.style; }
static inline const unsigned char *cyaml_scalar_tag(const yaml_event_t *e) { return e->data.scalar.tag; }
static inline const unsigned char *cyaml_alias_anchor(const yaml_event_t *e) { return e->data.alias.anchor; }
