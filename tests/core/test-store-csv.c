/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store/dect-csv.h"

#include <string.h>

static DectCsvReader *
reader_of (const char *text, gssize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, size < 0 ? strlen (text) : (gsize) size);

  return dect_csv_reader_new (bytes, error);
}

/* All rows as one text: fields in brackets, each row behind the line it starts on. */
static char *
dump (DectCsvReader *reader, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  while (dect_csv_reader_next (reader, error))
    {
      g_string_append_printf (text, "%u", dect_csv_reader_get_line (reader));
      for (guint i = 0; i < dect_csv_reader_get_n_fields (reader); i++)
        g_string_append_printf (text, "[%s]", dect_csv_reader_get_field (reader, i));
      g_string_append_c (text, ' ');
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
  } cases[] = {
    { "", "" },
    { "\n\n", "" },
    { "a", "1[a] " },
    { "a,b\n", "1[a][b] " },
    { "a,b\r\nc,d\r\n", "1[a][b] 2[c][d] " },
    { "a,b\rc,d", "1[a][b] 2[c][d] " },
    { "a,b\n\n,,\n  \nc,", "1[a][b] 5[c][] " },
    { "a,\"b,c\"", "1[a][b,c] " },
    { "\"a \"\"b\"\" c\",d", "1[a \"b\" c][d] " },
    { "\"\",x", "1[][x] " },
    { "\"\"\"\",x", "1[\"][x] " },
    { "a,\"b\r\nc\"\nd,e\n", "1[a][b\nc] 3[d][e] " },
    { "a,\"b\rc\"\rd,e", "1[a][b\nc] 3[d][e] " },
    { " a , b ", "1[ a ][ b ] " },
    { "a;b,c;d\n1;2,5;3\n", "1[a][b,c][d] 2[1][2,5][3] " },
    { "a\tb\n1,5\t2\n", "1[a][b] 2[1,5][2] " },
    { "\"a,b,c\";d;e\nf;g;h", "1[a,b,c][d][e] 2[f][g][h] " },
    { "sep=;\r\na;b,b,b\n", "2[a][b,b,b] " },
    { "SEP=,\na;b;c,d\n", "2[a;b;c][d] " },
    { "\n\na;b,c;d\n", "3[a][b,c][d] " },
    { "sep=x\na\n", "1[sep=x] 2[a] " },
    { "\357\273\277a,b", "1[a][b] " },
    { "\357\273\277sep=;\na;b", "2[a][b] " },
    { "\357\273\277", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectCsvReader) reader = reader_of (cases[i].text, -1, &error);
      g_autofree char *rows = NULL;

      g_test_message ("case %u", i);
      g_assert_no_error (error);
      rows = dump (reader, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rows, ==, cases[i].rows);
      g_assert_cmpstr (dect_csv_reader_get_field (reader, 99), ==, "");
      g_assert_false (dect_csv_reader_next (reader, &error));
      g_assert_no_error (error);
    }
}

static void
test_encoding (void)
{
  static const struct
  {
    const char *text;
    const char *encoding;
    const char *rows;
  } cases[] = {
    { "Gr\303\266\303\237e", "UTF-8", "1[Größe] " },
    { "Gr\366\337e;\200\205\231", "CP1252", "1[Größe][€…™] " },
    { "caf\351", "CP1252", "1[café] " },
    { "plain", "UTF-8", "1[plain] " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectCsvReader) reader = reader_of (cases[i].text, -1, &error);
      g_autofree char *rows = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (dect_csv_reader_get_encoding (reader), ==, cases[i].encoding);
      rows = dump (reader, &error);
      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

static void
test_bad_encoding (void)
{
  static const struct
  {
    const char *text;
    gssize size;
    const char *says;
  } cases[] = {
    { "\377\376a\0", 4, "UTF-16" },
    { "\376\377\0a", 4, "UTF-16" },
    { "a,b\0c", 5, "no CSV text" },
    { "a\nb\nc\201", -1, "Line 3" },
    { "\357\273\277a\r\nb\366", -1, "Line 2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (reader_of (cases[i].text, cases[i].size, &error));
      g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_ENCODING);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

static void
test_bad_quotes (void)
{
  static const struct
  {
    const char *text;
    const char *rows;
    const char *says;
  } cases[] = {
    { "a,b\nc,\"d\ne\n", "1[a][b] ", "Line 2, character 3: the quote that opens here" },
    { "\"", "", "Line 1, character 1: the quote that opens here" },
    { "a,b\"c\n", "", "Line 1, character 4: a quote stands in a field" },
    { "ä,\"b\"c\n", "", "Line 1, character 6: after the closing quote" },
    { "a,\"b\" ,c\n", "", "Line 1, character 6: after the closing quote" },
    { "\"a\nb\"x", "", "Line 2, character 3: after the closing quote" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectCsvReader) reader = reader_of (cases[i].text, -1, &error);
      g_autofree char *rows = dump (reader, &error);

      g_test_message ("case %u", i);
      g_assert_cmpstr (rows, ==, cases[i].rows);
      g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_QUOTE);
      g_assert_nonnull (strstr (error->message, cases[i].says));
      g_assert_false (dect_csv_reader_next (reader, NULL));
    }
}

static void
assert_limit (const char *text, gsize size, guint n_good, DectCsvError code)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectCsvReader) reader = dect_csv_reader_new (bytes, &error);
  guint n = 0;

  while (reader != NULL && dect_csv_reader_next (reader, &error))
    n++;
  g_assert_cmpuint (n, ==, n_good);
  g_assert_error (error, DECT_CSV_ERROR, (int) code);
}

static void
test_limits (void)
{
  g_autofree char *size = g_strnfill (DECT_CSV_MAX_BYTES + 1, 'a');
  g_autofree char *columns = g_strnfill (DECT_CSV_MAX_COLUMNS, ',');
  g_autofree char *field = g_strnfill (DECT_CSV_MAX_FIELD + 1, 'a');
  g_autofree char *quoted = g_strdup_printf ("x\n\"%s\"", field);
  g_autofree char *open = g_strnfill (1000000, '"');
  g_autoptr (GString) rows = g_string_new (NULL);

  for (guint i = 0; i <= DECT_CSV_MAX_ROWS; i++)
    g_string_append (rows, "a\n");

  assert_limit (size, DECT_CSV_MAX_BYTES + 1, 0, DECT_CSV_ERROR_SIZE);
  assert_limit (columns, strlen (columns), 0, DECT_CSV_ERROR_COLUMNS);
  assert_limit (field, strlen (field), 0, DECT_CSV_ERROR_FIELD);
  assert_limit (quoted, strlen (quoted), 1, DECT_CSV_ERROR_FIELD);
  assert_limit (open, strlen (open), 0, DECT_CSV_ERROR_FIELD);
  assert_limit (rows->str, rows->len, DECT_CSV_MAX_ROWS, DECT_CSV_ERROR_ROWS);

  columns[DECT_CSV_MAX_COLUMNS - 1] = '\0';
  field[DECT_CSV_MAX_FIELD] = '\0';
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strconcat ("x", i == 0 ? columns : field, NULL);
      g_autoptr (DectCsvReader) reader = reader_of (i == 0 ? text : text + 1, -1, NULL);

      g_assert_true (dect_csv_reader_next (reader, NULL));
      g_assert_cmpuint (dect_csv_reader_get_n_fields (reader), ==,
                        i == 0 ? DECT_CSV_MAX_COLUMNS : 1);
    }
}

/* Any bytes: rows in UTF-8 or an error, and always an end. */
static void
test_garbage (void)
{
  static const char alphabet[] = "ab,;\"\n\r\t \366\0";

  for (guint i = 0; i < 5000; i++)
    {
      char text[60];
      gint n = g_test_rand_int_range (0, sizeof text);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectCsvReader) reader = NULL;
      g_autofree char *rows = NULL;

      for (gint j = 0; j < n; j++)
        text[j] = alphabet[g_test_rand_int_range (0, sizeof alphabet - (i % 8 ? 2 : 0))];
      reader = reader_of (text, n, &error);
      if (reader == NULL)
        {
          g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_ENCODING);
          continue;
        }
      rows = dump (reader, &error);
      g_assert_true (g_utf8_validate (rows, -1, NULL));
      if (error != NULL)
        g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_QUOTE);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/csv/rows", test_rows);
  g_test_add_func ("/store/csv/encoding", test_encoding);
  g_test_add_func ("/store/csv/bad-encoding", test_bad_encoding);
  g_test_add_func ("/store/csv/bad-quotes", test_bad_quotes);
  g_test_add_func ("/store/csv/limits", test_limits);
  g_test_add_func ("/store/csv/garbage", test_garbage);

  return g_test_run ();
}
