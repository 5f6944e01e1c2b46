/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include "dect-cli.h"

#include <math.h>

#include "model/dect-field.h"

/* JSON-GLib would print all 17 digits of a double: -16.943000000000001. */

static void print_node (GString *out, JsonNode *node, guint depth);

static void
print_break (GString *out, guint depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

static void
print_object (GString *out, JsonObject *object, guint depth)
{
  g_autoptr (GList) members = json_object_get_members (object);

  g_string_append_c (out, '{');
  for (GList *l = members; l != NULL; l = l->next)
    {
      g_autoptr (JsonNode) name = json_node_init_string (json_node_alloc (), l->data);

      print_break (out, depth + 1);
      print_node (out, name, depth + 1);
      g_string_append (out, ": ");
      print_node (out, json_object_get_member (object, l->data), depth + 1);
      if (l->next != NULL)
        g_string_append_c (out, ',');
    }
  if (members != NULL)
    print_break (out, depth);
  g_string_append_c (out, '}');
}

static void
print_array (GString *out, JsonArray *array, guint depth)
{
  guint n = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    {
      print_break (out, depth + 1);
      print_node (out, json_array_get_element (array, i), depth + 1);
      if (i + 1 < n)
        g_string_append_c (out, ',');
    }
  if (n > 0)
    print_break (out, depth);
  g_string_append_c (out, ']');
}

static void
print_node (GString *out, JsonNode *node, guint depth)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return print_object (out, json_node_get_object (node), depth);
  if (JSON_NODE_HOLDS_ARRAY (node))
    return print_array (out, json_node_get_array (node), depth);
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    text = dect_number_to_text (json_node_get_double (node));
  else
    text = json_to_string (node, FALSE);
  g_string_append (out, text);
}

void
dect_cli_print_node (JsonNode *root)
{
  g_autoptr (GString) out = g_string_new (NULL);

  print_node (out, root, 0);
  g_print ("%s\n", out->str);
}

void
dect_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  dect_cli_print_node (root);
}
