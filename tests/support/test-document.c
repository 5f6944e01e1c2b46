/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "support/test-document.h"

#include <string.h>

#include "pbx/dect-pbx-document.h"
#include "pbx/dect-pbx-json.h"

JsonNode *
test_document_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = g_strdup (text);

  g_strdelimit (json, "'", '"');
  JsonNode *node = dect_pbx_json_parse (json, strlen (json), &error);
  g_assert_no_error (error);
  return node;
}

char *
test_document_text (JsonNode *document)
{
  g_autoptr (GBytes) bytes = dect_pbx_document_to_bytes (document);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
