/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "store/dect-json-scan.h"

#include <math.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *text;
  gint code; /* -1: right */
} cases[] = {
  { "object", "{\"a\": {\"b\": [1, 2.5e-3, -0, true, false, null, \"x\", {}, []]}}", -1 },
  { "blanks", " \t\r\n[ ]\n", -1 },
  { "scalar", "\"text\"", -1 },
  { "escapes", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\udcde\"", -1 },
  { "empty", "", DECT_JSON_ERROR_SYNTAX },
  { "only-blanks", "  ", DECT_JSON_ERROR_SYNTAX },
  { "open-object", "{", DECT_JSON_ERROR_SYNTAX },
  { "open-text", "\"abc", DECT_JSON_ERROR_SYNTAX },
  { "open-escape", "\"\\", DECT_JSON_ERROR_SYNTAX },
  { "key-only", "{\"a\"}", DECT_JSON_ERROR_SYNTAX },
  { "key-cut", "{\"a\":", DECT_JSON_ERROR_SYNTAX },
  { "key-number", "{1: 2}", DECT_JSON_ERROR_SYNTAX },
  { "comma-object", "{\"a\": 1,}", DECT_JSON_ERROR_SYNTAX },
  { "comma-array", "[1,]", DECT_JSON_ERROR_SYNTAX },
  { "comma-first", "[,1]", DECT_JSON_ERROR_SYNTAX },
  { "no-comma", "[1 2]", DECT_JSON_ERROR_SYNTAX },
  { "closer", "[1}", DECT_JSON_ERROR_SYNTAX },
  { "behind", "1 2", DECT_JSON_ERROR_SYNTAX },
  { "comment", "[1 /* one */]", DECT_JSON_ERROR_SYNTAX },
  { "single-quotes", "['a']", DECT_JSON_ERROR_SYNTAX },
  { "word", "[nil]", DECT_JSON_ERROR_SYNTAX },
  { "word-cut", "tru", DECT_JSON_ERROR_SYNTAX },
  { "word-long", "[nullx]", DECT_JSON_ERROR_SYNTAX },
  { "nan", "[NaN]", DECT_JSON_ERROR_SYNTAX },
  { "leading-zero", "[01]", DECT_JSON_ERROR_SYNTAX },
  { "point-first", "[.5]", DECT_JSON_ERROR_SYNTAX },
  { "point-last", "[5.]", DECT_JSON_ERROR_SYNTAX },
  { "exponent", "[5e]", DECT_JSON_ERROR_SYNTAX },
  { "plus", "[+5]", DECT_JSON_ERROR_SYNTAX },
  { "minus", "[-]", DECT_JSON_ERROR_SYNTAX },
  { "line-in-text", "\"a\nb\"", DECT_JSON_ERROR_SYNTAX },
  { "bad-escape", "\"\\x41\"", DECT_JSON_ERROR_SYNTAX },
  { "nul-escape", "\"\\u0000\"", DECT_JSON_ERROR_SYNTAX },
  { "short-escape", "\"\\u00e\"", DECT_JSON_ERROR_SYNTAX },
  { "half-pair", "\"\\ud83d\"", DECT_JSON_ERROR_SYNTAX },
  { "wrong-pair", "\"\\ud83d\\u0041\"", DECT_JSON_ERROR_SYNTAX },
  { "low-first", "\"\\udcde\"", DECT_JSON_ERROR_SYNTAX },
  { "latin-1", "\"\xe4\"", DECT_JSON_ERROR_UTF8 },
  { "overlong", "\"\xc0\xaf\"", DECT_JSON_ERROR_UTF8 },
  { "surrogate", "\"\xed\xa0\x80\"", DECT_JSON_ERROR_UTF8 },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  /* On the heap, to the byte, so that the sanitizer sees a step beyond the end. */
  g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GError) error = NULL;

  node = dect_json_parse (bytes, 1000, &error);
  if (cases[i].code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, DECT_JSON_ERROR, cases[i].code);
  g_assert_true ((node != NULL) == (cases[i].code < 0));
}

static void
test_bounds (void)
{
  g_autofree char *open = g_strnfill (DECT_JSON_MAX_DEPTH, '[');
  g_autofree char *close = g_strnfill (DECT_JSON_MAX_DEPTH, ']');
  g_autofree char *right = g_strconcat (open, close, NULL);
  g_autofree char *deep = g_strconcat ("[", open, close, "]", NULL);
  g_autoptr (GBytes) right_bytes = g_bytes_new (right, strlen (right));
  g_autoptr (GBytes) deep_bytes = g_bytes_new (deep, strlen (deep));
  g_autoptr (GError) error = NULL;

  g_assert_true (dect_json_check (right_bytes, strlen (right), &error));
  g_assert_no_error (error);
  g_assert_false (dect_json_check (right_bytes, strlen (right) - 1, &error));
  g_assert_error (error, DECT_JSON_ERROR, DECT_JSON_ERROR_SIZE);
  g_clear_error (&error);
  g_assert_false (dect_json_check (deep_bytes, 1000, &error));
  g_assert_error (error, DECT_JSON_ERROR, DECT_JSON_ERROR_DEPTH);
}

static void
test_place (void)
{
  static const char text[] = "{\n  \"\xc3\xa4\": [1,\n  \xe2\x82\xac]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_false (dect_json_check (bytes, 1000, &error));
  g_assert_error (error, DECT_JSON_ERROR, DECT_JSON_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "Line 3, column 3:"));
}

static void
test_tokens (void)
{
  static const char text[] = "{\"a\\u0062\": [1.5], \"s\": \"\\ud83d\\udcde\\n\", \"t\": true}";
  static const DectJsonToken tokens[] = {
    DECT_JSON_BEGIN_OBJECT, DECT_JSON_KEY,        DECT_JSON_BEGIN_ARRAY, DECT_JSON_NUMBER,
    DECT_JSON_END_ARRAY,    DECT_JSON_KEY,        DECT_JSON_STRING,      DECT_JSON_KEY,
    DECT_JSON_TRUE,         DECT_JSON_END_OBJECT, DECT_JSON_END,         DECT_JSON_END,
  };
  DectJsonScan scan;

  g_assert_true (dect_json_scan_init (&scan, text, strlen (text), 1000, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      g_autofree char *string = NULL;

      g_assert_cmpint (dect_json_scan_next (&scan, NULL), ==, tokens[i]);
      if (i == 1)
        g_assert_true (dect_json_scan_equal (&scan, "ab") && !dect_json_scan_equal (&scan, "a"));
      if (i == 3)
        g_assert_cmpfloat (dect_json_scan_get_number (&scan), ==, 1.5);
      if (i != 6)
        continue;
      string = dect_json_scan_dup_string (&scan);
      g_assert_cmpstr (string, ==, "\xf0\x9f\x93\x9e\n");
    }
}

static void
test_numbers (void)
{
  static const char text[] = "[1e999, -0.0, 123456789012345678901234567890]";
  DectJsonScan scan;

  g_assert_true (dect_json_scan_init (&scan, text, strlen (text), 1000, NULL));
  dect_json_scan_next (&scan, NULL);
  dect_json_scan_next (&scan, NULL);
  g_assert_true (isinf (dect_json_scan_get_number (&scan)));
  dect_json_scan_next (&scan, NULL);
  g_assert_cmpfloat (dect_json_scan_get_number (&scan), ==, 0);
  dect_json_scan_next (&scan, NULL);
  g_assert_cmpfloat_with_epsilon (dect_json_scan_get_number (&scan), 1.2345678901234568e29, 1e14);
}

static void
test_skip_and_append (void)
{
  static const char text[]
      = "{ \"skip\" : [ { } , 1 ] ,\"keep\":{\"a\" :[ ] , \"b\":\n[1 , -2.50,\"\\u00e9 \"]} }";
  g_autoptr (GString) out = g_string_new (NULL);
  DectJsonScan scan;

  g_assert_true (dect_json_scan_init (&scan, text, strlen (text), 1000, NULL));
  dect_json_scan_next (&scan, NULL);
  dect_json_scan_next (&scan, NULL);
  g_assert_true (dect_json_scan_skip (&scan, NULL));
  g_assert_cmpint (scan.token, ==, DECT_JSON_END_ARRAY);
  g_assert_cmpint (dect_json_scan_next (&scan, NULL), ==, DECT_JSON_KEY);
  g_assert_true (dect_json_scan_equal (&scan, "keep"));
  g_assert_true (dect_json_scan_append_value (&scan, out, NULL));
  g_assert_cmpstr (out->str, ==, "{\"a\": [], \"b\": [1, -2.50, \"\\u00e9 \"]}");
  g_assert_cmpint (dect_json_scan_next (&scan, NULL), ==, DECT_JSON_END_OBJECT);
}

static void
test_append_string (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *back = NULL;
  DectJsonScan scan;

  dect_json_append_string (out, "\"\\\n\t\x01/\xc3\xa4");
  g_assert_cmpstr (out->str, ==, "\"\\\"\\\\\\n\\t\\u0001/\xc3\xa4\"");
  g_assert_true (dect_json_scan_init (&scan, out->str, out->len, 1000, NULL));
  g_assert_cmpint (dect_json_scan_next (&scan, NULL), ==, DECT_JSON_STRING);
  back = dect_json_scan_dup_string (&scan);
  g_assert_cmpstr (back, ==, "\"\\\n\t\x01/\xc3\xa4");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/json/case/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/store/json/bounds", test_bounds);
  g_test_add_func ("/store/json/place", test_place);
  g_test_add_func ("/store/json/tokens", test_tokens);
  g_test_add_func ("/store/json/numbers", test_numbers);
  g_test_add_func ("/store/json/skip-and-append", test_skip_and_append);
  g_test_add_func ("/store/json/append-string", test_append_string);
  return g_test_run ();
}
