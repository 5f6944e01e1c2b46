/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <string.h>

#include "model/dect-history.h"
#include "store/dect-csv.h"
#include "store/dect-paste.h"
#include "support/test-site.h"

static DectPaste *
paste_new (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  DectPaste *paste = dect_paste_new (bytes, NULL, &error);

  g_assert_no_error (error);
  return paste;
}

static char *
describe (const GPtrArray *columns)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            columns->pdata[i] != NULL ? (const char *) columns->pdata[i] : "-");
  return g_string_free (text, FALSE);
}

static void
test_cut (void)
{
  g_autoptr (DectPaste) tabs = paste_new ("a\t\"b\nc\"\t5\" pipe\r\n\r\nd\r\n");
  g_autoptr (DectPaste) semicolons = paste_new ("a;\"x;y\"\nb;2\n");

  g_assert_cmpuint (dect_paste_get_n_rows (tabs), ==, 2);
  g_assert_cmpuint (dect_paste_get_n_columns (tabs), ==, 3);
  g_assert_cmpstr (dect_paste_get_cell (tabs, 0, 1), ==, "b\nc");
  g_assert_cmpstr (dect_paste_get_cell (tabs, 0, 2), ==, "5\" pipe");
  g_assert_cmpstr (dect_paste_get_cell (tabs, 1, 0), ==, "d");
  g_assert_cmpstr (dect_paste_get_cell (tabs, 1, 2), ==, "");
  g_assert_cmpuint (dect_paste_get_line (tabs, 1), ==, 4);
  g_assert_cmpstr (dect_paste_get_cell (semicolons, 0, 1), ==, "x;y");
}

static void
test_guess (void)
{
  static const struct
  {
    DectKind kind;
    const char *text;
    gboolean has_header;
    const char *columns;
    const char *fields; /* where it is pasted */
  } cases[] = {
    { DECT_KIND_RFP, "MAC address\tName\tColour\n0030421B7F05\tLab\tred\n", TRUE, "mac name -",
      NULL },
    { DECT_KIND_RFP, "mac;target_ip;x_m\n", TRUE, "mac target_ip x_m", NULL },
    { DECT_KIND_RFP, "name\tname\n", TRUE, "name -", NULL },
    /* What the cells are says more than where they are put; what is left goes by the place. */
    { DECT_KIND_RFP, "Lab\t0030421B7F05\t10.0.0.1\nHall\t0030421B7F06\t10.0.0.2\n", FALSE,
      "name mac target_ip", "name room" },
    { DECT_KIND_RFP, "Lab\tE.1\n", FALSE, "name room", "name room" },
    { DECT_KIND_RFP, "Lab\tE.1\n", FALSE, "- -", NULL },
    { DECT_KIND_RFP, "1\t2\t3\n", FALSE, "port notes -", "port notes" },
    { DECT_KIND_HANDSET, "00077 0115484 2\n10345 0615703 *\n", FALSE, "ipei", "number" },
    { DECT_KIND_HANDSET, "IPEI\tNumber\n", TRUE, "ipei number", NULL },
    /* One heading among three words is none. */
    { DECT_KIND_HANDSET, "name\tPorter\tKitchen\n", FALSE, "- - -", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectPaste) paste = paste_new (cases[i].text);
      gboolean has_header = dect_paste_has_header (paste, cases[i].kind);
      g_auto (GStrv) names = g_strsplit (cases[i].fields != NULL ? cases[i].fields : "", " ", -1);
      g_autoptr (GPtrArray) fields = g_ptr_array_new ();
      g_autoptr (GPtrArray) columns = NULL;
      g_autofree char *text = NULL;

      for (guint j = 0; names[j] != NULL; j++)
        g_ptr_array_add (fields, (gpointer) dect_kind_field (cases[i].kind, names[j]));
      columns = dect_paste_guess (paste, cases[i].kind, has_header,
                                  cases[i].fields != NULL ? fields : NULL);
      text = describe (columns);
      g_assert_cmpint (has_header, ==, cases[i].has_header);
      g_assert_cmpstr (text, ==, cases[i].columns);
    }
}

/* --- Planning ------------------------------------------------------------------------------------ */

typedef struct
{
  DectSite *site;
  guint32 ids[3];
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;

  self->ids[0] = test_site_add (builder, DECT_KIND_RFP, "number=1|name=Lab|mac=00:30:42:00:00:01");
  self->ids[1] = test_site_add (builder, DECT_KIND_RFP, "number=2|name=Hall|room=E.7");
  self->ids[2] = test_site_add (builder, DECT_KIND_RFP, "number=3|name=Yard");
  snapshot = dect_snapshot_builder_end (builder);
  self->site = dect_site_new_from_snapshot (snapshot);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->site);
}

static DectCsvReport *
plan (Fixture *self, DectPaste *paste, const char *columns, gboolean has_header, GArray *targets)
{
  g_auto (GStrv) ids = g_strsplit (columns, " ", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (self->site);
  g_autoptr (GError) error = NULL;
  DectCsvReport *report;

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (list, g_str_equal (ids[i], "-") ? NULL : ids[i]);
  report = dect_paste_plan (paste, snapshot, DECT_KIND_RFP, list, has_header, targets, NULL, NULL,
                            NULL, &error);
  g_assert_no_error (error);
  return report;
}

static const DectRfp *
rfp (Fixture *self, guint i)
{
  return DECT_RFP (dect_site_find_record (self->site, self->ids[i]));
}

static void
test_by_key (Fixture *self, gconstpointer data)
{
  g_autoptr (DectPaste) paste = paste_new (
      "MAC\tRoom\n00:30:42:00:00:01\tE.1\n00:30:42:00:00:0G\tE.2\n00:30:42:00:00:03\tE.3\n");
  g_autoptr (DectCsvReport) report = plan (self, paste, "mac room", TRUE, NULL);
  g_autoptr (GError) error = NULL;
  guint line;
  guint32 id;

  g_assert_cmpuint (dect_csv_report_get_n_rows (report), ==, 3);
  g_assert_cmpint (dect_csv_report_get_row (report, 0, &line, &id), ==, DECT_CSV_UPDATED);
  g_assert_cmpuint (line, ==, 2);
  g_assert_cmpuint (id, ==, self->ids[0]);
  g_assert_cmpint (dect_csv_report_get_row (report, 1, &line, &id), ==, DECT_CSV_BAD);
  g_assert_cmpuint (line, ==, 3);
  g_assert_cmpuint (id, ==, 0);
  g_assert_cmpint (dect_csv_report_get_row (report, 2, NULL, &id), ==, DECT_CSV_ADDED);
  g_assert_cmpuint (id, ==, 0);

  g_assert_true (dect_csv_apply_as (report, self->site, NULL, "Paste 2 rows", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (rfp (self, 0)->room, ==, "E.1");
  g_assert_cmpstr (dect_history_get_undo_label (dect_site_get_history (self->site)), ==,
                   "Paste 2 rows");
  dect_history_undo (dect_site_get_history (self->site));
  g_assert_null (rfp (self, 0)->room);
  g_assert_false (dect_history_can_undo (dect_site_get_history (self->site)));
}

/* Onto rows as they are shown: the i-th row goes to the i-th thing, what is too much is new. */
static void
test_onto (Fixture *self, gconstpointer data)
{
  g_autoptr (DectPaste) paste
      = paste_new ("00:30:42:00:00:0A\tE.3\n00:30:42:00:00:01\t\n00:30:42:00:00:0C\tE.9\n");
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (DectCsvReport) report = NULL;
  GListModel *items = dect_site_list (self->site, DECT_KIND_RFP);
  g_autoptr (DectItem) added = NULL;
  guint32 id;

  g_array_append_val (targets, self->ids[2]);
  g_array_append_val (targets, self->ids[1]);
  report = plan (self, paste, "mac room", FALSE, targets);
  g_assert_cmpint (dect_csv_report_get_row (report, 0, NULL, &id), ==, DECT_CSV_UPDATED);
  g_assert_cmpuint (id, ==, self->ids[2]);
  g_assert_cmpint (dect_csv_report_get_row (report, 1, NULL, &id), ==, DECT_CSV_UPDATED);
  g_assert_cmpuint (id, ==, self->ids[1]);
  g_assert_cmpint (dect_csv_report_get_row (report, 2, NULL, NULL), ==, DECT_CSV_ADDED);
  /* The second one's MAC is at the first base station: said, not refused. */
  g_assert_cmpuint (dect_csv_report_count_issues (report, DECT_CSV_NOTICE), ==, 1);
  g_assert_cmpuint (dect_csv_report_count_issues (report, DECT_CSV_REFUSED), ==, 0);

  g_assert_true (dect_csv_apply (report, self->site, NULL, NULL));
  g_assert_cmpstr (rfp (self, 2)->mac, ==, "00:30:42:00:00:0A");
  g_assert_cmpstr (rfp (self, 1)->mac, ==, "00:30:42:00:00:01");
  g_assert_null (rfp (self, 1)->room);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 4);
  added = g_list_model_get_item (items, 3);
  g_assert_cmpint (DECT_RFP (dect_item_get_record (added))->number, ==, 4);
}

static void
test_new (Fixture *self, gconstpointer data)
{
  g_autoptr (DectPaste) paste = paste_new ("Lab\nLab\n");
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (DectCsvReport) report = plan (self, paste, "name", FALSE, none);

  g_assert_cmpuint (dect_csv_report_count (report, DECT_KIND_RFP, DECT_CSV_ADDED), ==, 2);
  g_assert_cmpuint (dect_csv_report_count (report, DECT_KIND_RFP, DECT_CSV_BAD), ==, 0);
}

/* --- Trouble ------------------------------------------------------------------------------------- */

static GBytes *
many_rows (guint n)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u\tName %u\n", i, i);
  return g_string_free_to_bytes (text);
}

static void
test_bounds (void)
{
  g_autoptr (GBytes) most = many_rows (DECT_PASTE_MAX_ROWS);
  g_autoptr (GBytes) more = many_rows (500000);
  g_autoptr (GBytes) blank = g_bytes_new_static ("\n \t \n", 5);
  g_autoptr (GError) rows_error = NULL;
  g_autoptr (GError) empty_error = NULL;
  g_autoptr (DectPaste) paste = dect_paste_new (most, NULL, NULL);

  g_assert_nonnull (paste);
  g_assert_cmpuint (dect_paste_get_n_rows (paste), ==, DECT_PASTE_MAX_ROWS);
  g_assert_null (dect_paste_new (more, NULL, &rows_error));
  g_assert_error (rows_error, DECT_CSV_ERROR, DECT_CSV_ERROR_ROWS);
  g_assert_null (dect_paste_new (blank, NULL, &empty_error));
  g_assert_error (empty_error, DECT_CSV_ERROR, DECT_CSV_ERROR_EMPTY);
}

static void
count_progress (const char *phase, double fraction, gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (fraction, >=, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  *last = fraction;
}

static void
cancel_at_half (const char *phase, double fraction, gpointer user_data)
{
  if (fraction >= 0.5)
    g_cancellable_cancel (user_data);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) bytes = many_rows (5000);
  g_autoptr (DectPaste) paste = dect_paste_new (bytes, NULL, NULL);
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (self->site);
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DectCsvReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cut_error = NULL;
  double last = 0;

  g_ptr_array_add (columns, (gpointer) "number");
  g_ptr_array_add (columns, (gpointer) "name");
  report = dect_paste_plan (paste, snapshot, DECT_KIND_RFP, columns, FALSE, NULL, NULL,
                            count_progress, &last, NULL);
  g_assert_cmpuint (dect_csv_report_get_n_rows (report), ==, 5000);
  g_assert_cmpfloat (last, >, 0.9);

  g_assert_null (dect_paste_plan (paste, snapshot, DECT_KIND_RFP, columns, FALSE, NULL, cancellable,
                                  cancel_at_half, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (dect_paste_new (bytes, cancellable, &cut_error));
  g_assert_error (cut_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_header (Fixture *self, gconstpointer data)
{
  g_autoptr (DectPaste) paste = paste_new ("a\tb\n");
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (self->site);
  static const char *const cases[][2] = { { "name", "name" }, { "room", "notes" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) columns = g_ptr_array_new ();
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (columns, (gpointer) cases[i][0]);
      g_ptr_array_add (columns, (gpointer) cases[i][1]);
      g_assert_null (dect_paste_plan (paste, snapshot, DECT_KIND_RFP, columns, FALSE, NULL, NULL,
                                      NULL, NULL, &error));
      g_assert_error (error, DECT_CSV_ERROR, DECT_CSV_ERROR_HEADER);
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  g_test_add_func ("/store/paste/cut", test_cut);
  g_test_add_func ("/store/paste/guess", test_guess);
  ADD ("/store/paste/by-key", test_by_key);
  ADD ("/store/paste/onto", test_onto);
  ADD ("/store/paste/new", test_new);
  g_test_add_func ("/store/paste/bounds", test_bounds);
  ADD ("/store/paste/cancel", test_cancel);
  ADD ("/store/paste/header", test_header);

  return g_test_run ();
}
