/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** DECT_JSON_ERROR: why a text is refused before anything is built from it; codes are #DectJsonError. */
#define DECT_JSON_ERROR (dect_json_error_quark ())
GQuark dect_json_error_quark (void);

/**
 * DectJsonError:
 * @DECT_JSON_ERROR_EMPTY: nothing but blanks
 * @DECT_JSON_ERROR_ENCODING: not UTF-8, a NUL, or half of a surrogate pair
 * @DECT_JSON_ERROR_DEPTH: arrays and objects nested too deeply
 * @DECT_JSON_ERROR_SYNTAX: not JSON as RFC 8259 has it (comments, trailing commas, NaN and single quotes are not)
 * @DECT_JSON_ERROR_RANGE: a number that a double or a 64-bit integer cannot hold
 */
typedef enum
{
  DECT_JSON_ERROR_EMPTY,
  DECT_JSON_ERROR_ENCODING,
  DECT_JSON_ERROR_DEPTH,
  DECT_JSON_ERROR_SYNTAX,
  DECT_JSON_ERROR_RANGE,
} DectJsonError;

/** DECT_JSON_MAX_DEPTH: deepest nesting that is ever read. */
#define DECT_JSON_MAX_DEPTH 64

/**
 * dect_json_parse:
 * @data: text from a disk or a network; need not end with NUL; a UTF-8 byte order mark is skipped
 * @length: its bytes; the caller has bounded them
 * @max_depth: deepest nesting allowed, 1 to #DECT_JSON_MAX_DEPTH
 * @error: return location, #DECT_JSON_ERROR; the message names line and column
 *
 * Checks the whole text against RFC 8259 without recursion before json-glib, whose parser recurses and takes more than
 * JSON, builds the tree. Any thread.
 *
 * Returns: (transfer full): the root; never a null node of no type
 */
JsonNode *dect_json_parse (const char *data,
                           gsize       length,
                           guint       max_depth,
                           GError    **error);

/* Reading without surprise: NULL, the fallback or FALSE where the member is absent or of another type. */

/** dect_json_get_object: Returns: (nullable) (transfer none): member @name of @object when it is an object */
JsonObject *dect_json_get_object (JsonObject *object,
                                  const char *name);

/** dect_json_get_array: Returns: (nullable) (transfer none): member @name of @object when it is an array */
JsonArray *dect_json_get_array (JsonObject *object,
                                const char *name);

/** dect_json_get_string: Returns: (nullable) (transfer none): member @name of @object when it is a string */
const char *dect_json_get_string (JsonObject *object,
                                  const char *name);

/** dect_json_get_int: Returns: member @name of @object when it is a whole number, else @fallback */
gint64 dect_json_get_int (JsonObject *object,
                          const char *name,
                          gint64      fallback);

/** dect_json_get_bool: Returns: member @name of @object when it is true or false, else @fallback */
gboolean dect_json_get_bool (JsonObject *object,
                             const char *name,
                             gboolean    fallback);

G_END_DECLS
