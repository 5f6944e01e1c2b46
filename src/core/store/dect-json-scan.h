/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * DECT_JSON_ERROR:
 *
 * Why a text is not JSON that we read; codes are #DectJsonError. The sentence names line and column
 * and never repeats what stands there, so that it can be shown for files with secrets too.
 */
#define DECT_JSON_ERROR (dect_json_error_quark ())
GQuark dect_json_error_quark (void);

/**
 * DectJsonError:
 * @DECT_JSON_ERROR_SIZE: more bytes than the caller allows
 * @DECT_JSON_ERROR_UTF8: not UTF-8, or a character U+0000
 * @DECT_JSON_ERROR_SYNTAX: not JSON as RFC 8259 has it (no comments, no trailing commas)
 * @DECT_JSON_ERROR_DEPTH: nested deeper than allowed
 * @DECT_JSON_ERROR_VALUES: more values than #DECT_JSON_MAX_VALUES
 */
typedef enum
{
  DECT_JSON_ERROR_SIZE,
  DECT_JSON_ERROR_UTF8,
  DECT_JSON_ERROR_SYNTAX,
  DECT_JSON_ERROR_DEPTH,
  DECT_JSON_ERROR_VALUES,
} DectJsonError;

/** DECT_JSON_MAX_DEPTH: objects and arrays inside each other; our own formats need 6 */
#define DECT_JSON_MAX_DEPTH 64

/** DECT_JSON_MAX_VALUES: values of one text; a site of 20 000 walls has about 150 000 */
#define DECT_JSON_MAX_VALUES 8000000

/**
 * DectJsonToken:
 * @DECT_JSON_FAILED: an error was set
 * @DECT_JSON_END: after the text's one value
 * @DECT_JSON_BEGIN_OBJECT: `{`
 * @DECT_JSON_END_OBJECT: `}`
 * @DECT_JSON_BEGIN_ARRAY: `[`
 * @DECT_JSON_END_ARRAY: `]`
 * @DECT_JSON_KEY: name of a member; its value is the next token
 * @DECT_JSON_STRING: a string
 * @DECT_JSON_NUMBER: a number
 * @DECT_JSON_TRUE: `true`
 * @DECT_JSON_FALSE: `false`
 * @DECT_JSON_NULL: `null`
 *
 * What dect_json_scan_next() found.
 */
typedef enum
{
  DECT_JSON_FAILED,
  DECT_JSON_END,
  DECT_JSON_BEGIN_OBJECT,
  DECT_JSON_END_OBJECT,
  DECT_JSON_BEGIN_ARRAY,
  DECT_JSON_END_ARRAY,
  DECT_JSON_KEY,
  DECT_JSON_STRING,
  DECT_JSON_NUMBER,
  DECT_JSON_TRUE,
  DECT_JSON_FALSE,
  DECT_JSON_NULL,
} DectJsonToken;

/**
 * DectJsonScan:
 * @token: the token dect_json_scan_next() found last
 * @start: its first byte in the text; a string's quote
 * @end: the byte after its last
 * @max_depth: objects and arrays allowed inside each other; #DECT_JSON_MAX_DEPTH unless lowered
 *   before the first token
 *
 * A strict reader of hostile JSON: one token after the other, without recursion and without memory
 * of its own, so that neither depth nor size of the text can hurt. Make it with
 * dect_json_scan_init(); it may live on the stack.
 */
typedef struct
{
  DectJsonToken token;
  const char   *start;
  const char   *end;
  guint         max_depth;

  /*< private >*/
  const char *text;
  const char *limit;
  guint       depth;
  guint       n_values;
  gint        expects;
  char        closers[DECT_JSON_MAX_DEPTH];
} DectJsonScan;

/**
 * dect_json_scan_init:
 * @scan: (out): a reader
 * @text: the text; must live as long as @scan and need not end in a zero
 * @length: its bytes
 * @max_bytes: how many are allowed
 * @error: return location, #DECT_JSON_ERROR
 *
 * Checks size and UTF-8 of the whole text.
 *
 * Returns: whether reading can begin
 */
gboolean dect_json_scan_init (DectJsonScan *scan,
                              const char   *text,
                              gsize         length,
                              gsize         max_bytes,
                              GError      **error);

/**
 * dect_json_scan_next:
 * Returns: the next token; %DECT_JSON_FAILED with @error set (#DECT_JSON_ERROR)
 */
DectJsonToken dect_json_scan_next (DectJsonScan *scan,
                                   GError      **error);

/**
 * dect_json_scan_skip:
 * @scan: a reader that stands on a value or on a key
 * @error: return location, #DECT_JSON_ERROR
 *
 * Goes to the last token of the value (of the key's value).
 *
 * Returns: whether it is right so far
 */
gboolean dect_json_scan_skip (DectJsonScan *scan,
                              GError      **error);

/** dect_json_scan_equal: Returns: whether the string or key it stands on says @text */
gboolean dect_json_scan_equal (const DectJsonScan *scan,
                               const char         *text);

/**
 * dect_json_scan_dup_string:
 * Returns: (transfer full): the string or key it stands on, escapes resolved
 */
char *dect_json_scan_dup_string (const DectJsonScan *scan);

/**
 * dect_json_scan_get_number:
 * Returns: the number it stands on; infinite where it is too large for a double
 */
double dect_json_scan_get_number (const DectJsonScan *scan);

/** dect_json_scan_get_line: Returns: the line it stands in, from 1 */
guint dect_json_scan_get_line (const DectJsonScan *scan);

/**
 * dect_json_scan_append_value:
 * @scan: a reader that stands on a value or on a key
 * @out: where to append
 * @error: return location, #DECT_JSON_ERROR
 *
 * Appends the value (the key's value) in one line, `{"a": 1, "b": [2, 3]}`. Numbers and strings
 * keep their spelling.
 *
 * Returns: whether it is right
 */
gboolean dect_json_scan_append_value (DectJsonScan *scan,
                                      GString      *out,
                                      GError      **error);

/** dect_json_append_string: appends @text (UTF-8) as a JSON string with its quotes */
void dect_json_append_string (GString    *out,
                              const char *text);

/**
 * dect_json_check:
 * @bytes: what came from a file or the network
 * @max_bytes: how many bytes are allowed
 * @error: return location, #DECT_JSON_ERROR
 *
 * Returns: whether @bytes is one JSON value within the bounds, safe to give to a recursive parser
 */
gboolean dect_json_check (GBytes  *bytes,
                          gsize    max_bytes,
                          GError **error);

/**
 * dect_json_parse:
 * @bytes: what came from a file or the network
 * @max_bytes: how many bytes are allowed
 * @error: return location, #DECT_JSON_ERROR
 *
 * dect_json_check(), then JSON-GLib. It needs about 100 bytes of memory a value, so keep @max_bytes
 * small.
 *
 * Returns: (transfer full): the JSON
 */
JsonNode *dect_json_parse (GBytes  *bytes,
                           gsize    max_bytes,
                           GError **error);

G_END_DECLS
