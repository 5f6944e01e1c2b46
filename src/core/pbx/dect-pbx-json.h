/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "pbx/dect-pbx-error.h"

G_BEGIN_DECLS

/**
 * dect_pbx_json_parse:
 * @data: text from a disk or a network; need not end with NUL; a UTF-8 byte order mark is skipped
 * @length: its bytes; the caller has bounded them
 * @error: return location, %DECT_PBX_ERROR_MALFORMED; the message names line and column
 *
 * dect_json_parse() with the errors of this module. Any thread.
 *
 * Returns: (transfer full): the root
 */
JsonNode *dect_pbx_json_parse (const char *data, gsize length, GError **error);

/* Reading without surprise: NULL, the fallback or FALSE where the member is absent or of another
 * type. */

/** dect_pbx_json_get_object: Returns: (nullable) (transfer none): member @name of @object when it
 * is an object */
JsonObject *dect_pbx_json_get_object (JsonObject *object, const char *name);

/** dect_pbx_json_get_array: Returns: (nullable) (transfer none): member @name of @object when it is
 * an array */
JsonArray *dect_pbx_json_get_array (JsonObject *object, const char *name);

/** dect_pbx_json_length: Returns: how many elements @array (nullable) has */
guint dect_pbx_json_length (JsonArray *array);

/** dect_pbx_json_get_string: Returns: (nullable) (transfer none): member @name of @object when it
 * is a string */
const char *dect_pbx_json_get_string (JsonObject *object, const char *name);

/** dect_pbx_json_get_int: Returns: member @name of @object when it is a whole number, else
 * @fallback */
gint64 dect_pbx_json_get_int (JsonObject *object, const char *name, gint64 fallback);

/** dect_pbx_json_get_bool: Returns: member @name of @object when it is true or false, else
 * @fallback */
gboolean dect_pbx_json_get_bool (JsonObject *object, const char *name, gboolean fallback);

G_END_DECLS
