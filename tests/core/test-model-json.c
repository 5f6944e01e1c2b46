/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-json.h"

#include <string.h>

static void
test_accept (void)
{
  static const char *const texts[] = {
    "{}", "[]", " [ ] ", "0", "-0.5e-3", "true", "null", "\"\"", "\xef\xbb\xbf{\"a\":1}",
    "{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00e4\\ud83d\\ude00\\n\\\"\"}", "999999999999999999", "[[[[[[[]]]]]]]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = dect_json_parse (texts[i], strlen (texts[i]), 8, &error);
      g_assert_no_error (error);
      g_assert_nonnull (node);
    }
}

static void
test_reject (void)
{
  static const struct
  {
    const char   *text;
    DectJsonError code;
  } cases[] = {
    { "", DECT_JSON_ERROR_EMPTY },
    { " \n ", DECT_JSON_ERROR_EMPTY },
    { "<html>", DECT_JSON_ERROR_SYNTAX },
    { "{", DECT_JSON_ERROR_SYNTAX },
    { "[1", DECT_JSON_ERROR_SYNTAX },
    { "[1,]", DECT_JSON_ERROR_SYNTAX },
    { "{\"a\":1,}", DECT_JSON_ERROR_SYNTAX },
    { "{\"a\" 1}", DECT_JSON_ERROR_SYNTAX },
    { "{a:1}", DECT_JSON_ERROR_SYNTAX },
    { "{'a':1}", DECT_JSON_ERROR_SYNTAX },
    { "/* c */ {}", DECT_JSON_ERROR_SYNTAX },
    { "{} x", DECT_JSON_ERROR_SYNTAX },
    { "var a = {};", DECT_JSON_ERROR_SYNTAX },
    { "01", DECT_JSON_ERROR_SYNTAX },
    { "1.", DECT_JSON_ERROR_SYNTAX },
    { "1e", DECT_JSON_ERROR_SYNTAX },
    { "NaN", DECT_JSON_ERROR_SYNTAX },
    { "tru", DECT_JSON_ERROR_SYNTAX },
    { "\"a", DECT_JSON_ERROR_SYNTAX },
    { "\"a\tb\"", DECT_JSON_ERROR_SYNTAX },
    { "\"\\x\"", DECT_JSON_ERROR_SYNTAX },
    { "\"\\", DECT_JSON_ERROR_SYNTAX },
    { "\"\\u12\"", DECT_JSON_ERROR_SYNTAX },
    { "[}", DECT_JSON_ERROR_SYNTAX },
    { "\"\\u0000\"", DECT_JSON_ERROR_ENCODING },
    { "\"\\ud800\"", DECT_JSON_ERROR_ENCODING },
    { "\"\\udc00\"", DECT_JSON_ERROR_ENCODING },
    { "\"\\ud800\\u0041\"", DECT_JSON_ERROR_ENCODING },
    { "\"\xff\"", DECT_JSON_ERROR_ENCODING },
    { "1e999", DECT_JSON_ERROR_RANGE },
    { "1234567890123456789", DECT_JSON_ERROR_RANGE },
    { "[[[[[[[[[]]]]]]]]]", DECT_JSON_ERROR_DEPTH },
    { "{\"a\":[[[[[[[[1]]]]]]]]}", DECT_JSON_ERROR_DEPTH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("case %u", i);
      g_assert_null (dect_json_parse (cases[i].text, strlen (cases[i].text), 8, &error));
      g_assert_error (error, DECT_JSON_ERROR, (gint) cases[i].code);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
}

static void
test_deep (void)
{
  g_autofree char *text = g_malloc (1000000);
  g_autoptr (GError) error = NULL;

  memset (text, '[', 1000000);
  g_assert_null (dect_json_parse (text, 1000000, DECT_JSON_MAX_DEPTH, &error));
  g_assert_error (error, DECT_JSON_ERROR, DECT_JSON_ERROR_DEPTH);
}

static void
test_position (void)
{
  const char *text = "{\n  \"ä\": x\n}";
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_json_parse (text, strlen (text), 8, &error));
  g_assert_nonnull (strstr (error->message, "Line 2, column 8"));
}

static void
test_read (void)
{
  const char *text = "{\"s\":\"x\",\"i\":7,\"b\":true,\"o\":{},\"a\":[],\"n\":null,\"d\":1.5}";
  g_autoptr (JsonNode) node = dect_json_parse (text, strlen (text), 8, NULL);
  JsonObject *object = json_node_get_object (node);
  static const char *const names[] = { "s", "i", "b", "o", "a", "n", "d", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char c = names[i][0] == 'a' && names[i][1] != '\0' ? '-' : names[i][0];
      g_assert_cmpstr (dect_json_get_string (object, names[i]), ==, c == 's' ? "x" : NULL);
      g_assert_cmpint (dect_json_get_int (object, names[i], -1), ==, c == 'i' ? 7 : -1);
      g_assert_cmpint (dect_json_get_bool (object, names[i], 5), ==, c == 'b' ? TRUE : 5);
      g_assert_true ((dect_json_get_object (object, names[i]) != NULL) == (c == 'o'));
      g_assert_true ((dect_json_get_array (object, names[i]) != NULL) == (c == 'a'));
    }
  g_assert_null (dect_json_get_string (NULL, "s"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/json/accept", test_accept);
  g_test_add_func ("/model/json/reject", test_reject);
  g_test_add_func ("/model/json/deep", test_deep);
  g_test_add_func ("/model/json/position", test_position);
  g_test_add_func ("/model/json/read", test_read);
  return g_test_run ();
}
