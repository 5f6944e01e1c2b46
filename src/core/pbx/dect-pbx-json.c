/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"

#include "config.h"

#include "pbx/dect-pbx-json.h"

#include "store/dect-json-scan.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* 18 digits always fit into 64 bits; json-glib takes more and reads another number. */
#define MAX_INTEGER_DIGITS 18

static gboolean
number_fits (const DectJsonScan *scan)
{
  for (const char *c = scan->start; c < scan->end; c++)
    if (*c == '.' || *c == 'e' || *c == 'E')
      return isfinite (dect_json_scan_get_number (scan));
  return scan->end - scan->start <= MAX_INTEGER_DIGITS;
}

/* Unknown members are written back, so that every number must survive that. */
static gboolean
numbers_fit (const char *text, gsize length)
{
  DectJsonScan scan;
  DectJsonToken token;

  if (!dect_json_scan_init (&scan, text, length, length, NULL))
    return FALSE;
  while ((token = dect_json_scan_next (&scan, NULL)) != DECT_JSON_END)
    if (token == DECT_JSON_FAILED || (token == DECT_JSON_NUMBER && !number_fits (&scan)))
      return FALSE;
  return TRUE;
}

JsonNode *
dect_pbx_json_parse (const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  /* Adapters on Windows like to send a byte order mark; RFC 8259 lets a reader ignore it. */
  gsize mark = length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  const char *text = length > mark ? data + mark : "";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length - mark);
  g_autoptr (GError) why = NULL;
  g_autoptr (JsonNode) node = dect_json_parse (bytes, length - mark, &why);

  if (node == NULL)
    g_set_error_literal (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED, why->message);
  else if (!numbers_fit (text, length - mark))
    g_set_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED,
                 _("A number in the JSON text is too large."));
  else
    return g_steal_pointer (&node);
  return NULL;
}

static JsonNode *
get_node (JsonObject *object, const char *name, JsonNodeType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && json_node_get_node_type (node) == type ? node : NULL;
}

JsonObject *
dect_pbx_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name, JSON_NODE_OBJECT);

  return node != NULL ? json_node_get_object (node) : NULL;
}

JsonArray *
dect_pbx_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name, JSON_NODE_ARRAY);

  return node != NULL ? json_node_get_array (node) : NULL;
}

guint
dect_pbx_json_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

const char *
dect_pbx_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_node (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

gint64
dect_pbx_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = get_node (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_INT64 ? json_node_get_int (node)
                                                                         : fallback;
}

gboolean
dect_pbx_json_get_bool (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = get_node (object, name, JSON_NODE_VALUE);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
             ? json_node_get_boolean (node)
             : fallback;
}
