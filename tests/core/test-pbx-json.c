/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "pbx/dect-pbx-json.h"

#include <string.h>

static void
test_accept (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    " [ ] ",
    "0",
    "-0.5e-3",
    "true",
    "null",
    "\"\"",
    "\xef\xbb\xbf{\"a\":1}",
    "{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00e4\\ud83d\\ude00\\n\\\"\"}",
    "999999999999999999",
    "[[[[[[[]]]]]]]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = dect_pbx_json_parse (texts[i], strlen (texts[i]), &error);
      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_reject (void)
{
  static const char *const cases[] = {
    "",
    " \n ",
    "<html>",
    "{",
    "[1",
    "[1,]",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{a:1}",
    "{'a':1}",
    "/* c */ {}",
    "{} x",
    "var a = {};",
    "01",
    "1.",
    "1e",
    "NaN",
    "tru",
    "\"a",
    "\"a\tb\"",
    "\"\\x\"",
    "\"\\",
    "\"\\u12\"",
    "[}",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\udc00\"",
    "\"\\ud800\\u0041\"",
    "\"\xff\"",
    "1e999",
    "-99999999999999999999",
    "[1, {\"a\": 99999999999999999999}]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("case %u", i);
      g_assert_null (dect_pbx_json_parse (cases[i], strlen (cases[i]), &error));
      g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
}

static void
test_deep (void)
{
  g_autofree char *text = g_malloc (1000000);
  g_autoptr (GError) error = NULL;

  memset (text, '[', 1000000);
  g_assert_null (dect_pbx_json_parse (text, 1000000, &error));
  g_assert_error (error, DECT_PBX_ERROR, DECT_PBX_ERROR_MALFORMED);
}

static void
test_position (void)
{
  const char *text = "{\n  \"ä\": x\n}";
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_pbx_json_parse (text, strlen (text), &error));
  g_assert_nonnull (strstr (error->message, "Line 2, column 8"));
}

static void
test_read (void)
{
  const char *text = "{\"s\":\"x\",\"i\":7,\"b\":true,\"o\":{},\"a\":[],\"n\":null,\"d\":1.5}";
  g_autoptr (JsonNode) node = dect_pbx_json_parse (text, strlen (text), NULL);
  JsonObject *object = json_node_get_object (node);
  static const char *const names[] = { "s", "i", "b", "o", "a", "n", "d", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char c = names[i][0] == 'a' && names[i][1] != '\0' ? '-' : names[i][0];
      g_assert_cmpstr (dect_pbx_json_get_string (object, names[i]), ==, c == 's' ? "x" : NULL);
      g_assert_cmpint (dect_pbx_json_get_int (object, names[i], -1), ==, c == 'i' ? 7 : -1);
      g_assert_cmpint (dect_pbx_json_get_bool (object, names[i], 5), ==, c == 'b' ? TRUE : 5);
      g_assert_true ((dect_pbx_json_get_object (object, names[i]) != NULL) == (c == 'o'));
      g_assert_true ((dect_pbx_json_get_array (object, names[i]) != NULL) == (c == 'a'));
    }
  g_assert_null (dect_pbx_json_get_string (NULL, "s"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pbx/json/accept", test_accept);
  g_test_add_func ("/pbx/json/reject", test_reject);
  g_test_add_func ("/pbx/json/deep", test_deep);
  g_test_add_func ("/pbx/json/position", test_position);
  g_test_add_func ("/pbx/json/read", test_read);
  return g_test_run ();
}
