/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "omm/dect-omm-guess.h"
#include "omm/dect-omm-layout-edit.h"
#include "omm/dect-omm-reader.h"
#include "omm/dect-omm-writer.h"
#include "support/test-site.h"

#define S "data_sequence\n"
#define MAC1 "00:30:42:00:00:01"
#define MAC2 "003042000002"
#define IPEI1 "0007701154842"
#define IPEI2 "0007701154831"

static DectOmmGuess *
guess (const char *text, DectSnapshot *snapshot)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  DectOmmGuess *result = dect_omm_guess (bytes, snapshot, &error);

  g_assert_no_error (error);
  return result;
}

/* What every column is taken for, "mac=certain name=likely"; empty ones are left out. */
static char *
dup_columns (const DectOmmGuess *self)
{
  static const char *const words[] = { "empty", "not", "maybe", "likely", "certain" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->columns->len; i++)
    {
      const DectOmmGuessColumn *column = self->columns->pdata[i];

      if (column->n_filled > 0)
        g_string_append_printf (text, "%s%s=%s", text->len > 0 ? " " : "", column->field,
                                words[column->sure]);
    }
  return g_string_free (text, FALSE);
}

/* clang-format off */
static const struct
{
  const char *name;
  const char *text;
  const char *layout;
  gboolean    known;
  const char *columns;
} cases[] = {
  { "rfp", S MAC1 ";Lab;1;1\n" MAC2 ";Hall;0;2", "rfp-16", TRUE,
    "mac=certain name=likely dect_on=likely cluster=likely" },
  { "handset", S "401;Anna;;" IPEI1 ";401\n402;Bert;;" IPEI2 ";402", "pp-12", TRUE,
    "number=likely name=likely ipei=certain additional_id=likely" },
  { "instructions", "sos_number = 110\nac = 2600\n" S "401;Anna", "pp-12", TRUE, "number=likely name=likely" },
  /* A wrong value is a problem of its line, not another column. */
  { "typing-error", S "401;Anna;;" IPEI1 "\n402;Bert;;12\n403;Carl;;" IPEI2, "pp-12", TRUE,
    "number=likely name=likely ipei=likely" },
  { "moved", S "Lab;" MAC1 ";A\nHall;" MAC2 ";A", "guessed", FALSE, "name=maybe mac=certain building=maybe" },
  { "swapped", S "Anna;401;" IPEI1 "\nBert;402;" IPEI2, "guessed", FALSE, "name=maybe number=maybe ipei=certain" },
  { "left-out", S MAC1 ";Lab;1;House;Ground floor\n" MAC2 ";Hall;1;House;Ground floor", "guessed", FALSE,
    "mac=certain name=maybe dect_on=maybe building=maybe floor=maybe" },
  { "beyond", S MAC1 ";Lab;;;;;;;;;;;;;;;more\n" MAC2 ";Hall;;;;;;;;;;;;;;;more", "guessed", FALSE, NULL },
  /* The comment that this program writes says it all, also of a layout that nobody here has. */
  { "named", "# name;mac;room\n" S "Lab;" MAC1 ";12\nHall;" MAC2 ";13", "guessed", TRUE,
    "name=certain mac=certain room=certain" },
  { "other-comment", "# a;b;c\n" S MAC1 ";Lab;1", "rfp-16", TRUE, "mac=certain name=likely dect_on=likely" },
  { "empty", S, "rfp-16", TRUE, "" },
};
/* clang-format on */

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (DectOmmGuess) guessed = guess (cases[i].text, NULL);
  g_autofree char *columns = dup_columns (guessed);

  g_assert_cmpstr (dect_omm_layout_get_id (guessed->layout), ==, cases[i].layout);
  g_assert_cmpint (guessed->known, ==, cases[i].known);
  if (cases[i].columns != NULL)
    g_assert_cmpstr (columns, ==, cases[i].columns);
  for (guint c = 0; c < guessed->columns->len; c++)
    {
      const DectOmmGuessColumn *column = guessed->columns->pdata[c];

      g_assert_cmpuint (column->n_fitting, <=, column->n_filled);
      g_assert_nonnull (dect_omm_sureness_label (column->sure));
    }
}

static void
test_figures (void)
{
  g_autoptr (DectOmmGuess) guessed = guess (
      S "401;Anna;4711;" IPEI1 "\n402;Bert;4712;12\n403;A name of many characters;;" IPEI2, NULL);
  const DectOmmGuessColumn *ipei = guessed->columns->pdata[3];
  const DectOmmGuessColumn *ac = guessed->columns->pdata[2];

  g_assert_cmpuint (guessed->n_records, ==, 3);
  g_assert_cmpuint (ipei->n_filled, ==, 3);
  g_assert_cmpuint (ipei->n_fitting, ==, 2);
  g_assert_cmpstr (ipei->example, ==, IPEI1);
  /* What may be a secret is not repeated. */
  g_assert_cmpstr (ac->field, ==, "ac");
  g_assert_null (ac->example);
}

/* Of layouts that fit alike, that of the site counts. */
static void
test_site_first (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectOmmGuess) guessed = NULL;

  test_site_add (builder, DECT_KIND_SITE, "omm_release=2.1");
  snapshot = dect_snapshot_builder_end (builder);
  guessed = guess (S "401;Anna;;" IPEI1, snapshot);
  g_assert_cmpstr (dect_omm_layout_get_id (guessed->layout), ==, "pp-12-r2");
}

/* A layout that a person names is judged, not replaced. */
static void
test_with (void)
{
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_default (DECT_KIND_RFP);
  g_autoptr (GBytes) bytes = g_bytes_new_static (S "401;Anna;x", strlen (S "401;Anna;x"));
  g_autoptr (GError) error = NULL;
  g_autoptr (DectOmmGuess) judged = dect_omm_guess_with (bytes, layout, &error);
  g_autofree char *columns = dup_columns (judged);

  g_assert_no_error (error);
  g_assert_cmpstr (columns, ==, "mac=not name=likely dect_on=not");
}

static void
test_errors (void)
{
  static const struct
  {
    const char *text;
    gint code;
  } bad[] = {
    { "", DECT_OMM_ERROR_NO_SEQUENCE },
    { "name;mac\n", DECT_OMM_ERROR_NO_SEQUENCE },
    { S "\xff", DECT_OMM_ERROR_ENCODING },
    { S "\xed\xa0\x80", DECT_OMM_ERROR_ENCODING }, /* a lone surrogate */
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (bad[i].text, strlen (bad[i].text));
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_omm_guess (bytes, NULL, &error));
      g_assert_error (error, DECT_OMM_ERROR, bad[i].code);
    }
}

/* Whatever stands in a file, it gets an answer. */
static void
test_noise (void)
{
  static const char *const bits[]
      = { ";", "\n", "1", "0", MAC1, IPEI1, "Lab", "#", "=", "ä", " ", S };

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr (GString) text = g_string_new (S);
      g_autoptr (DectOmmGuess) guessed = NULL;
      g_autoptr (DectOmmFile) file = NULL;
      g_autoptr (GBytes) bytes = NULL;

      for (gint i = g_test_rand_int_range (0, 200); i > 0; i--)
        g_string_append (text, bits[g_test_rand_int_range (0, G_N_ELEMENTS (bits))]);
      guessed = guess (text->str, NULL);
      bytes = g_bytes_new (text->str, text->len);
      file = dect_omm_read (bytes, guessed->layout, NULL);
      g_assert_nonnull (file);
    }
}

/* --- What would change -------------------------------------------------------------------------------- */

static DectSnapshot *
make_site (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();

  test_site_add (builder, DECT_KIND_BUILDING, "name=House");
  test_site_add (builder, DECT_KIND_FLOOR, "building=#1|name=Ground|level=0");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Lab|number=4|mac=003042000001|floor=#2|x_m=1|y_m=2|room=12");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Hall|number=5|mac=003042000002|floor=#2|x_m=1|y_m=2");
  return dect_snapshot_builder_end (builder);
}

static DectOmmFile *
read_guessed (DectSnapshot *snapshot, const char *text)
{
  g_autoptr (DectOmmGuess) guessed = guess (text, snapshot);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  DectOmmFile *file = dect_omm_read (bytes, guessed->layout, &error);

  g_assert_no_error (error);
  return file;
}

static char *
dup_changes (GPtrArray *changes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < changes->len; i++)
    {
      g_autofree char *line = dect_change_entry_dup_text (changes->pdata[i]);

      g_string_append_printf (text, "%s\n", line);
    }
  return g_string_free (text, FALSE);
}

static void
test_preview (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectOmmFile) file = read_guessed (
      snapshot, S MAC1 ";Labor;1;1;;0;0;;House;First;12\n" MAC2 ";Hall;1;1;;0;0;;House;Ground\n"
                       "00:30:42:00:00:03;New;0;2;;0;0;;House;Ground");
  DectOmmMerge merge;
  g_autoptr (GPtrArray) changes = dect_omm_file_preview (file, snapshot, &merge);
  g_autofree char *text = dup_changes (changes);

  g_assert_cmpuint (merge.added, ==, 1);
  g_assert_cmpuint (merge.updated, ==, 1);
  g_assert_cmpuint (merge.unchanged, ==, 1);
  g_assert_cmpuint (merge.places, ==, 1);
  g_assert_nonnull (strstr (text, "base station 4 (Labor), Name: Lab → Labor\n"));
  g_assert_nonnull (strstr (text, "base station 4 (Labor), Floor: floor Ground → floor First\n"));
  g_assert_nonnull (strstr (text, "floor First: new (Building: building House, Floor: First"));
  g_assert_nonnull (strstr (text, "(New): new ("));
  g_assert_nonnull (strstr (text, "Name: New"));
  g_assert_nonnull (strstr (text, "MAC address: 00:30:42:00:00:03"));
  g_assert_nonnull (strstr (text, "Cluster: 2"));
  g_assert_null (strstr (text, "Hall"));
  /* It was only tried. */
  g_assert_cmpuint (dect_snapshot_count (snapshot, DECT_KIND_RFP), ==, 2);
  g_assert_cmpuint (dect_snapshot_count (snapshot, DECT_KIND_FLOOR), ==, 1);
}

static void
test_preview_nothing (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_default (DECT_KIND_RFP);
  g_autoptr (GBytes) bytes = dect_omm_write_rfp (snapshot, layout, NULL);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (DectOmmFile) file = read_guessed (snapshot, text);
  DectOmmMerge merge;
  g_autoptr (GPtrArray) changes = dect_omm_file_preview (file, snapshot, &merge);

  g_assert_cmpuint (changes->len, ==, 0);
  g_assert_cmpuint (merge.unchanged, ==, 2);
}

static void
test_preview_secrets (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ();
  g_autoptr (DectOmmFile) file
      = read_guessed (snapshot, S "401;Anna;4711;" IPEI1 ";;401;geheim\n402;Bert;4712");
  g_autoptr (GPtrArray) changes = dect_omm_file_preview (file, snapshot, NULL);
  g_autofree char *text = dup_changes (changes);

  /* Without an IPEI there is no place for a secret. */
  g_assert_cmpuint (dect_omm_file_count_secrets (file), ==, 2);
  g_assert_null (strstr (text, "4711"));
  g_assert_null (strstr (text, "geheim"));
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/omm/guess/case/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/omm/guess/figures", test_figures);
  g_test_add_func ("/omm/guess/site-first", test_site_first);
  g_test_add_func ("/omm/guess/with", test_with);
  g_test_add_func ("/omm/guess/errors", test_errors);
  g_test_add_func ("/omm/guess/noise", test_noise);
  g_test_add_func ("/omm/preview/changes", test_preview);
  g_test_add_func ("/omm/preview/nothing", test_preview_nothing);
  g_test_add_func ("/omm/preview/secrets", test_preview_secrets);
  return g_test_run ();
}
