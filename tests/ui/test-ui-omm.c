/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-application.h"
#include "dect-commission-page.h"
#include "dect-compare-view.h"
#include "dect-takeover-dialog.h"
#include "dect-todo-view.h"
#include "dect-window.h"
#include "omm/dect-omm-imported.h"
#include "omm/dect-omm-writer.h"
#include "store/dect-sample.h"
#include "support/test-site.h"
#include "support/ui-support.h"

/* --- Helpers ------------------------------------------------------------------------------------- */

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectCommissionPage *page;
  DectCompareView *view;
} Fixture;

/* How many widgets of that type are shown below @root. */
static guint
count_shown (GtkWidget *root, GType type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_shown (child, type);
  return n;
}

static DectSite *
site_of (Fixture *fixture)
{
  return dect_document_get_site (fixture->document);
}

static void
settle (Fixture *fixture)
{
  g_main_context_iteration (NULL, FALSE);
  while (dect_document_is_analysing (fixture->document))
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);

  g_assert_no_error (error);
  fixture->document = dect_document_new_for_site (site);
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->page = DECT_COMMISSION_PAGE (
      find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_COMMISSION_PAGE));
  fixture->view
      = DECT_COMPARE_VIEW (find_widget (GTK_WIDGET (fixture->page), DECT_TYPE_COMPARE_VIEW));
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "s", "commission");
  dect_commission_page_show_step (fixture->page, DECT_STEP_COMPARE);
  settle (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  g_object_unref (fixture->document);
}

static const DectRfp *
nth_rfp (Fixture *fixture, guint i)
{
  g_autoptr (DectItem) item
      = g_list_model_get_item (dect_site_list (site_of (fixture), DECT_KIND_RFP), i);

  return DECT_RFP (dect_item_get_record (item));
}

static const DectHandset *
nth_handset (Fixture *fixture, guint i)
{
  g_autoptr (DectItem) item
      = g_list_model_get_item (dect_site_list (site_of (fixture), DECT_KIND_HANDSET), i);

  return DECT_HANDSET (dect_item_get_record (item));
}

static void
build_rfp (Fixture *fixture, DectOmmSystem *system, const DectRfp *planned)
{
  g_autofree char *key = dect_omm_record_key (&planned->head);
  const DectFloor *floor = DECT_FLOOR (dect_site_find_record (site_of (fixture), planned->floor));
  DectOmmRfp *built = dect_omm_system_add_rfp (system, key);

  built->id = (gint) system->rfps->len - 1;
  built->name = g_strdup (planned->name);
  built->model = g_strdup (planned->model);
  built->hierarchy[0]
      = g_strdup (DECT_BUILDING (dect_site_find_record (site_of (fixture), floor->building))->name);
  built->hierarchy[1] = g_strdup (floor->name);
  built->hierarchy[2] = g_strdup (planned->room);
  built->cluster = planned->cluster;
  built->connected = 1;
  built->sync = DECT_OMM_SYNC_SYNCED;
}

/* A running OMM that has just what is planned. */
static DectOmmSystem *
built_as_planned (Fixture *fixture)
{
  DectOmmSystem *system = dect_omm_system_new (DECT_OMM_ORIGIN_AXI);

  system->version = g_strdup ("SIP-DECT 8.1");
  system->park = g_strdup (dect_site_get_info (site_of (fixture))->park);
  for (guint i = 0;
       i < g_list_model_get_n_items (dect_site_list (site_of (fixture), DECT_KIND_RFP)); i++)
    build_rfp (fixture, system, nth_rfp (fixture, i));
  for (guint i = 0;
       i < g_list_model_get_n_items (dect_site_list (site_of (fixture), DECT_KIND_HANDSET)); i++)
    {
      const DectHandset *planned = nth_handset (fixture, i);
      DectOmmHandset *built = dect_omm_system_add_handset (system);

      built->ipei = g_strdup (planned->ipei);
      built->number = g_strdup (planned->number);
      built->name = g_strdup (planned->name);
      built->sip_user = g_strdup (planned->sip_user);
      built->additional_id = g_strdup (planned->additional_id);
    }
  return system;
}

static void
hear (DectOmmSystem *system, guint from, guint to, gint rssi)
{
  dect_omm_system_add_heard (system, ((DectOmmRfp *) g_ptr_array_index (system->rfps, from))->mac,
                             ((DectOmmRfp *) g_ptr_array_index (system->rfps, to))->mac)
      ->rssi
      = rssi;
}

static void
rename_rfp (Fixture *fixture, guint i, const char *name)
{
  DectRfp *rfp = dect_rfp_copy (nth_rfp (fixture, i));

  dect_set_str (&rfp->name, name);
  dect_history_put_one (dect_site_get_history (site_of (fixture)), DECT_RECORD (rfp), "Rename",
                        NULL);
  settle (fixture);
}

static GFile *
sample_backup (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data/omm/omm_conf.txt", NULL);

  return g_file_new_for_path (path);
}

/* --- Planned against built ------------------------------------------------------------------------- */

/* Without a difference the step is ticked; with one, it is listed, and the list keeps up with the
 * plan. */
static void
test_compare (Fixture *fixture, gconstpointer data)
{
  DectOmmSystem *system = built_as_planned (fixture);
  DectOmmRfp *second = g_ptr_array_index (system->rfps, 1);
  guint n_rows = count_shown (GTK_WIDGET (fixture->view), ADW_TYPE_ACTION_ROW);

  g_assert_null (dect_compare_view_get_report (fixture->view));
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_COMPARE));
  second->connected = 0;
  dect_compare_view_take_system (fixture->view, dect_omm_system_ref (system), "10.0.0.1");
  g_assert_cmpuint (dect_compare_view_get_report (fixture->view)->differences->len, ==, 1);
  g_assert_cmpuint (count_shown (GTK_WIDGET (fixture->view), ADW_TYPE_ACTION_ROW), ==, n_rows + 1);
  g_assert_false (dect_commission_page_is_done (fixture->page, DECT_STEP_COMPARE));

  rename_rfp (fixture, 0, "Elsewhere");
  g_assert_cmpuint (dect_compare_view_get_report (fixture->view)->differences->len, ==, 2);
  dect_history_undo (dect_site_get_history (site_of (fixture)));
  settle (fixture);
  g_assert_cmpuint (dect_compare_view_get_report (fixture->view)->differences->len, ==, 1);

  second->connected = 1;
  dect_compare_view_take_system (fixture->view, system, "10.0.0.1");
  g_assert_cmpuint (dect_compare_view_get_report (fixture->view)->differences->len, ==, 0);
  g_assert_cmpuint (count_shown (GTK_WIDGET (fixture->view), ADW_TYPE_ACTION_ROW), ==, n_rows);
  g_assert_true (dect_commission_page_is_done (fixture->page, DECT_STEP_COMPARE));
}

static void
test_levels (Fixture *fixture, gconstpointer data)
{
  DectOmmSystem *system = built_as_planned (fixture);
  GListModel *links = dect_site_list (site_of (fixture), DECT_KIND_LINK);
  guint n_links = g_list_model_get_n_items (links);
  AdwComboRow *scales
      = ADW_COMBO_ROW (find_widget (GTK_WIDGET (fixture->view), ADW_TYPE_COMBO_ROW));
  const DectOmmReport *report;

  hear (system, 0, 1, 44);
  hear (system, 1, 0, 41);
  dect_compare_view_take_system (fixture->view, system, "10.0.0.1");
  report = dect_compare_view_get_report (fixture->view);
  g_assert_cmpstr (report->scale->id, ==, "offset-100");
  g_assert_cmpuint (adw_combo_row_get_selected (scales), ==, 1);
  g_assert_cmpuint (dect_omm_report_count_levels (report), ==, 2);

  /* The other reading makes nonsense of them, and the person sees it. */
  adw_combo_row_set_selected (scales, 0);
  report = dect_compare_view_get_report (fixture->view);
  g_assert_cmpstr (report->scale->id, ==, "dbm");
  g_assert_cmpuint (dect_omm_report_count_levels (report), ==, 0);
  adw_combo_row_set_selected (scales, 1);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), "compare.levels", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (links), ==, n_links + 2);
  dect_history_undo (dect_site_get_history (site_of (fixture)));
  g_assert_cmpuint (g_list_model_get_n_items (links), ==, n_links);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = sample_backup ();

  dect_compare_view_read_backup (fixture->view, file);
  run_until (dect_compare_view_get_report (fixture->view) != NULL);
  g_assert_false (dect_compare_view_get_report (fixture->view)->tells_handsets);
  g_assert_cmpuint (dect_omm_report_count (dect_compare_view_get_report (fixture->view),
                                           DECT_OMM_DIFFERENCE_UNKNOWN),
                    >, 0);
}

/* --- Taking over ----------------------------------------------------------------------------------- */

static void
test_take_over (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = sample_backup ();
  GListModel *rfps = dect_site_list (site_of (fixture), DECT_KIND_RFP);
  guint n_rfps = g_list_model_get_n_items (rfps);
  DectTakeoverDialog *dialog
      = dect_takeover_dialog_open (GTK_WINDOW (fixture->window), fixture->document, file);

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &dialog);
  run_until (!dect_takeover_dialog_is_busy (dialog));
  /* Shown, and not done yet. */
  g_assert_cmpuint (g_list_model_get_n_items (rfps), ==, n_rfps);
  g_assert_nonnull (find_widget (GTK_WIDGET (dialog), GTK_TYPE_LIST_VIEW));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "takeover.take", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (rfps), ==, n_rfps + 5);
  run_until (dialog == NULL);
  dect_history_undo (dect_site_get_history (site_of (fixture)));
  g_assert_cmpuint (g_list_model_get_n_items (rfps), ==, n_rfps);
}

/* --- What is left to do ---------------------------------------------------------------------------- */

/* The person says that the OMM took all that is new now. */
static void
mark_imported (Fixture *fixture)
{
  g_autoptr (DectSnapshot) snapshot = dect_site_snapshot (site_of (fixture));
  g_autoptr (DectOmmLayout) layout = dect_omm_layout_default (DECT_KIND_RFP);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dect_omm_write (snapshot, layout, NULL, NULL, NULL, &error);
  g_autoptr (DectOmmFile) file = NULL;

  g_assert_no_error (error);
  file = dect_omm_read (bytes, layout, &error);
  g_assert_no_error (error);
  dect_omm_mark_imported (site_of (fixture), file, "omm-rfp.txt");
}

static void
remove_rfp (Fixture *fixture, guint i)
{
  DectHistory *history = dect_site_get_history (site_of (fixture));

  dect_history_begin (history, "Remove", NULL);
  dect_history_remove (history, nth_rfp (fixture, i)->head.id);
  dect_history_commit (history);
  settle (fixture);
}

static void
tick_first (DectTodoView *view)
{
  GtkWidget *widget = find_widget (GTK_WIDGET (view), GTK_TYPE_CHECK_BUTTON);
  GtkCheckButton *button = GTK_CHECK_BUTTON (widget);

  gtk_check_button_set_active (button, !gtk_check_button_get_active (button));
}

/* Three imports in a row: what changed and what is gone is listed, ticked one by one, and a tick
 * can be taken back. */
static void
test_todo (Fixture *fixture, gconstpointer data)
{
  DectTodoView *view;

  dect_commission_page_show_step (fixture->page, DECT_STEP_RFP_IMPORT);
  /* The first one is that of base stations. */
  view = DECT_TODO_VIEW (find_widget (GTK_WIDGET (fixture->page), DECT_TYPE_TODO_VIEW));
  g_assert_cmpuint (dect_todo_view_count (view), ==, 0);
  mark_imported (fixture);
  g_assert_cmpuint (dect_todo_view_count (view), ==, 0);
  g_assert_null (find_widget (GTK_WIDGET (view), GTK_TYPE_CHECK_BUTTON));

  rename_rfp (fixture, 1, "Second");
  g_assert_cmpuint (dect_todo_view_count (view), ==, 1);
  tick_first (view);
  g_assert_cmpuint (dect_todo_view_count (view), ==, 0);
  tick_first (view);
  g_assert_cmpuint (dect_todo_view_count (view), ==, 1);
  tick_first (view);

  mark_imported (fixture);
  remove_rfp (fixture, 2);
  rename_rfp (fixture, 1, "Again");
  g_assert_cmpuint (dect_todo_view_count (view), ==, 2);
  tick_first (view);
  g_assert_cmpuint (dect_todo_view_count (view), ==, 1);
  mark_imported (fixture);
  g_assert_cmpuint (dect_todo_view_count (view), ==, 1);
  tick_first (view);
  g_assert_cmpuint (dect_todo_view_count (view), ==, 0);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(name, func) g_test_add ("/ui/omm/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("compare", test_compare);
  ADD ("levels", test_levels);
  ADD ("backup", test_backup);
  ADD ("take-over", test_take_over);
  ADD ("todo", test_todo);
#undef ADD
  return g_test_run ();
}
