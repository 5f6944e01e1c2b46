/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/pbx-record.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdio.h>

/* Longer bodies are there to be refused; they prove nothing here. */
#define MAX_BODY (1024 * 1024)

static JsonObject *
headers_to_json (SoupMessageHeaders *headers, gboolean lower)
{
  JsonObject *object = json_object_new ();
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *key = lower ? g_ascii_strdown (name, -1) : g_strdup (name);

      /* What a test gives away of passwords stays in the test. */
      if (g_ascii_strcasecmp (name, "Authorization") != 0)
        json_object_set_string_member (object, key, value);
    }
  return object;
}

void
test_pbx_record (const char *base, SoupMessage *message, const char *request, const char *answer)
{
  const char *path = g_getenv ("DECT_TEST_RECORD");
  g_autofree char *uri = g_uri_to_string (soup_message_get_uri (message));
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *line = NULL;
  JsonObject *pair;
  FILE *file;

  if (path == NULL || !g_str_has_prefix (uri, base) || !g_utf8_validate (answer, -1, NULL))
    return;
  if (request != NULL && strlen (request) > MAX_BODY)
    request = NULL;
  pair = json_object_new ();
  json_node_take_object (node, pair);
  json_object_set_string_member (pair, "method", soup_message_get_method (message));
  json_object_set_string_member (pair, "target", uri + strlen (base));
  json_object_set_object_member (
      pair, "request_headers", headers_to_json (soup_message_get_request_headers (message), FALSE));
  json_object_set_string_member (pair, "request", request != NULL ? request : "");
  json_object_set_int_member (pair, "status", soup_message_get_status (message));
  json_object_set_object_member (
      pair, "headers", headers_to_json (soup_message_get_response_headers (message), TRUE));
  json_object_set_string_member (pair, "answer", answer);
  line = json_to_string (node, FALSE);
  file = g_fopen (path, "a");
  g_assert_nonnull (file);
  g_assert_cmpint (fprintf (file, "%s\n", line), >, 0);
  g_assert_cmpint (fclose (file), ==, 0);
}
