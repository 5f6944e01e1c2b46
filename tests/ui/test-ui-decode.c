/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A plan image that hangs its decoder: the window goes on, says what it waits for, and stops it
 * when told to. A decoder that does what the document says stands in for the real one. */

#include "config.h"

#include <cairo.h>
#include <glib/gstdio.h>

#include "dect-application.h"
#include "dect-floor-inspector.h"
#include "dect-plan-page-private.h"
#include "dect-print.h"
#include "dect-sheet-preview.h"
#include "dect-sheet-view.h"
#include "dect-window.h"
#include "plan/dect-decode-launch.h"
#include "plan/dect-decode-pool.h"
#include "plan/dect-decode-starter.h"
#include "support/helpers.h"
#include "support/ui-support.h"

/* Turns of the main loop after which nobody can say that it stood still; with time between them for
 * what has less priority. */
#define MANY_TURNS 20u
#define TURN_MS 20

typedef struct
{
  DectDocument *document;
  DectWindow *window;
  DectPlanPage *page;
  guint n_files;
  guint n_processes;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data)
{
  dect_decode_pool_clear ();
  dect_decode_launch_set_program (BAD_DECODER);
  dect_decode_starter_set_box (DECT_DECODE_BOX_PLAIN);
  fixture->document = dect_document_new ();
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->page = DECT_PLAN_PAGE (find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_PLAN_PAGE));
  run_until (!dect_document_is_analysing (fixture->document));
  fixture->n_files = helpers_count_files ();
  fixture->n_processes = helpers_count_own ();
}

/* Nothing of the helpers is left but those that wait for the next zoom, and nothing of those as
 * soon as they are sent away: no process, dead or alive, and no open document or socket. */
static void
assert_clean (Fixture *fixture)
{
  run_until (helpers_count (NULL) == dect_decode_pool_count_idle ());
  dect_decode_pool_clear ();
  g_assert_cmpuint (helpers_count_own (), ==, fixture->n_processes);
  run_until (helpers_count_files () <= fixture->n_files);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  g_object_unref (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_clean (fixture);
  run_until (fixture->window == NULL);
  g_object_unref (fixture->document);
  dect_decode_launch_set_program (NULL);
}

static const DectFloor *
get_floor (Fixture *fixture)
{
  return DECT_FLOOR (dect_site_find_record (dect_document_get_site (fixture->document),
                                            dect_document_get_floor (fixture->document)));
}

static gboolean
turn_cb (gpointer n_turns)
{
  ++*(guint *) n_turns;
  return G_SOURCE_CONTINUE;
}

/* The window answers while a helper is at its document. */
static void
assert_alive (void)
{
  guint n_turns = 0;
  guint ticker = g_timeout_add (TURN_MS, turn_cb, &n_turns);

  run_until (helpers_count (NULL) > 0);
  n_turns = 0;
  run_until (n_turns >= MANY_TURNS);
  g_assert_cmpuint (helpers_count (NULL), >, 0);
  g_source_remove (ticker);
}

/* As in a site that came from somewhere else. */
static void
give_floor (Fixture *fixture, GBytes *image, const char *extension)
{
  DectFloor *floor = dect_floor_copy (get_floor (fixture));

  g_free (floor->plan);
  floor->plan = dect_site_add_blob (dect_document_get_site (fixture->document), image, extension);
  floor->plan_scale_m = 0.1;
  dect_history_put_one (dect_document_get_history (fixture->document), DECT_RECORD (floor), "Add",
                        NULL);
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

/* The canvas, the list of floors and the inspector want the same image: one helper reads it for all
 * of them, and none when the site is closed. What needs its size waits without holding the window.
 */
static void
test_site (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) image = g_bytes_new_static ("<svg hang-opening>", 18);
  g_autoptr (DectDocument) other = dect_document_new ();
  GtkWidget *inspector = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_FLOOR_INSPECTOR);
  GPid pid = 0;

  give_floor (fixture, image, "svg");
  assert_alive ();
  g_assert_cmpuint (helpers_count (&pid), ==, 1);
  g_assert_true (has_text (inspector, "Reading the plan image…"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "plan.turn", "d", 90.0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "plan.crop", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "plan.choose-page", NULL);
  assert_alive ();
  g_assert_cmpuint (helpers_count (NULL), ==, 1);

  dect_window_set_document (fixture->window, other);
  helpers_wait_until_gone (pid);
  assert_clean (fixture);
  g_assert_cmpfloat (get_floor (fixture)->plan_rotation_deg, ==, 0);
}

static GFile *
write_file (char **folder, const char *content)
{
  g_autofree char *path = NULL;

  *folder = g_dir_make_tmp ("handover-decode-XXXXXX", NULL);
  path = g_build_filename (*folder, "plan.svg", NULL);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  return g_file_new_for_path (path);
}

static void
remove_file (GFile *file, const char *folder)
{
  g_assert_true (g_file_delete (file, NULL, NULL));
  /* Empty: nobody left anything beside it. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* At the opening, and at the trial drawing after it. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *content = g_strdup_printf ("<svg %s>", (const char *) data);
  g_autoptr (GFile) file = write_file (&folder, content);
  GPid pid = 0;

  dect_plan_page_import (fixture->page, file);
  assert_alive ();
  run_until (gtk_widget_get_visible (fixture->page->reading));
  g_assert_cmpuint (helpers_count (&pid), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "plan.stop-import", NULL);
  g_assert_false (gtk_widget_get_visible (fixture->page->reading));
  helpers_wait_until_gone (pid);
  assert_clean (fixture);
  g_assert_null (get_floor (fixture)->plan);
  remove_file (file, folder);
}

/* Another file takes the place of the one that hangs. */
static void
test_import_other (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *good_folder = NULL;
  g_autoptr (GFile) file = write_file (&folder, "<svg hang>");
  g_autoptr (GFile) good = write_file (&good_folder, "<svg good>");
  GPid pid = 0;

  dect_plan_page_import (fixture->page, file);
  assert_alive ();
  g_assert_cmpuint (helpers_count (&pid), ==, 1);
  dect_plan_page_import (fixture->page, good);
  run_until (get_floor (fixture)->plan != NULL);
  g_assert_false (gtk_widget_get_visible (fixture->page->reading));
  helpers_wait_until_gone (pid);
  remove_file (file, folder);
  remove_file (good, good_folder);
}

/* Whoever closes the window waits for nothing any more; see teardown(). */
static void
test_import_closed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = NULL;
  g_autoptr (GFile) file = write_file (&folder, "<svg hang>");

  dect_plan_page_import (fixture->page, file);
  assert_alive ();
  remove_file (file, folder);
}

/* Whether the new image is an edition of the old one shows only when the old one is read; who will
 * not wait for that stops it, and keeps what he had. */
static void
test_import_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) image = g_bytes_new_static ("<svg hang-opening>", 18);
  g_autofree char *folder = NULL;
  g_autofree char *before = NULL;
  g_autoptr (GFile) good = write_file (&folder, "<svg good>");

  give_floor (fixture, image, "svg");
  before = g_strdup (get_floor (fixture)->plan);
  assert_alive ();
  dect_plan_page_import (fixture->page, good);
  run_until (gtk_widget_get_visible (fixture->page->reading));
  assert_alive ();
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "plan.stop-import", NULL);
  g_assert_false (gtk_widget_get_visible (fixture->page->reading));
  g_assert_cmpstr (get_floor (fixture)->plan, ==, before);
  remove_file (good, folder);
}

/* --- Paper ------------------------------------------------------------------------------------ */

static void
append_chunk (GByteArray *png, const char *kind, const void *data, guint32 size)
{
  guint32 length = GUINT32_TO_BE (size), checksum = 0;

  g_byte_array_append (png, (const guint8 *) &length, 4);
  g_byte_array_append (png, (const guint8 *) kind, 4);
  g_byte_array_append (png, data, size);
  g_byte_array_append (png, (const guint8 *) &checksum, 4);
}

/* An image that opens without a decoder, and tells it to hang. */
static GBytes *
make_png (void)
{
  static const guint8 head[] = { 0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0 };
  GByteArray *png = g_byte_array_new ();

  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1A\n", 8);
  append_chunk (png, "IHDR", head, sizeof head);
  append_chunk (png, "tEXt", "x\0<svg hang>", 12);
  append_chunk (png, "IDAT", "", 0);
  append_chunk (png, "IEND", "", 0);
  return g_byte_array_free_to_bytes (png);
}

static gboolean
has_analysed (Fixture *fixture)
{
  DectAnalysis *analysis = dect_document_get_analysis (fixture->document);

  return analysis != NULL && dect_snapshot_count (analysis->snapshot, DECT_KIND_RFP) == 1;
}

static DectSheets *
make_sheets (Fixture *fixture)
{
  g_autoptr (GBytes) image = make_png ();
  g_autoptr (DectPrintOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  DectSheets *sheets;
  DectRfp *rfp = dect_rfp_new ();

  give_floor (fixture, image, "png");
  rfp->floor = dect_document_get_floor (fixture->document);
  rfp->x_m = rfp->y_m = 1;
  dect_history_put_one (dect_document_get_history (fixture->document), DECT_RECORD (rfp), "Add",
                        NULL);
  run_until (has_analysed (fixture));
  /* The canvas has asked, too, and is not what is tried here. */
  dect_window_set_document (fixture->window, NULL);
  run_until (helpers_count (NULL) == 0);
  order = dect_print_order_new (dect_document_get_analysis (fixture->document));
  sheets = dect_print_layout (order, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sheets);
  return sheets;
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSheets) sheets = make_sheets (fixture);
  GtkWidget *preview = g_object_new (DECT_TYPE_SHEET_PREVIEW, NULL);
  GtkWidget *window = gtk_window_new ();
  GPid pid = 0;

  gtk_window_set_default_size (GTK_WINDOW (window), 400, 600);
  gtk_window_set_child (GTK_WINDOW (window), preview);
  gtk_window_present (GTK_WINDOW (window));
  dect_sheet_preview_set_sheets (DECT_SHEET_PREVIEW (preview), sheets, NULL, 0);
  assert_alive ();
  helpers_count (&pid);
  gtk_window_destroy (GTK_WINDOW (window));
  helpers_wait_until_gone (pid);
}

static gboolean
cancel_cb (gpointer operation)
{
  if (helpers_count (NULL) == 0)
    return G_SOURCE_CONTINUE;
  dect_print_operation_stop (operation);
  return G_SOURCE_REMOVE;
}

/* The main loop runs while a page is drawn, else nobody could cancel it. */
static void
test_print (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSheets) sheets = make_sheets (fixture);
  g_autoptr (GtkPrintOperation) operation = dect_print_operation_new (sheets, "Plant North");
  g_autofree char *folder = g_dir_make_tmp ("handover-decode-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "sheets.pdf", NULL);

  gtk_print_operation_set_export_filename (operation, path);
  g_timeout_add (TURN_MS, cancel_cb, operation);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL);
  run_until (gtk_print_operation_is_finished (operation));
  g_assert_cmpint (gtk_print_operation_get_status (operation), ==,
                   GTK_PRINT_STATUS_FINISHED_ABORTED);
  assert_clean (fixture);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, data, func) g_test_add (path, Fixture, data, setup, func, teardown)
  ADD ("/ui/decode/site", NULL, test_site);
  ADD ("/ui/decode/import/opening", "hang-opening", test_import);
  ADD ("/ui/decode/import/drawing", "hang", test_import);
  ADD ("/ui/decode/import/other", NULL, test_import_other);
  ADD ("/ui/decode/import/closed", NULL, test_import_closed);
  ADD ("/ui/decode/import/over", NULL, test_import_over);
  ADD ("/ui/decode/preview", NULL, test_preview);
  ADD ("/ui/decode/print", NULL, test_print);

  status = g_test_run ();
  dect_decode_pool_clear ();
  return status;
}
