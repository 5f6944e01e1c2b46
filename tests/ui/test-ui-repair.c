/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "canvas/dect-canvas.h"
#include "canvas/dect-rfp-marker.h"
#include "chain/dect-repair.h"
#include "dect-application.h"
#include "dect-chain-summary.h"
#include "dect-fix-button.h"
#include "dect-job.h"
#include "dect-repair-panel.h"
#include "dect-window.h"
#include "store/dect-sample.h"
#include "support/ui-support.h"

/* The sample, whose weakness is made on purpose: base station 18 hangs on base station 3 alone. */
typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectSite *site;
  DectHistory *history;
  GtkWidget *canvas;
} Fixture;

static void
wait_for_analysis (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while ((gtk_widget_get_width (fixture->canvas) == 0
          || dect_document_is_analysing (fixture->document))
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (dect_document_is_analysing (fixture->document));
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectSite) site = dect_sample_new (&error);

  g_assert_no_error (error);
  fixture->document = dect_document_new_for_site (site);
  fixture->site = site;
  fixture->history = dect_document_get_history (fixture->document);
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->canvas = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_CANVAS);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_for_analysis (fixture);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  assert_finalized (fixture->document);
}

static const DectRfp *
find_rfp (Fixture *fixture, gint number)
{
  GListModel *rfps = dect_site_list (fixture->site, DECT_KIND_RFP);

  for (guint i = 0; i < g_list_model_get_n_items (rfps); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);
      const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));

      if (rfp->number == number)
        return rfp;
    }
  g_assert_not_reached ();
}

static DectFinding *
find_finding (Fixture *fixture, const char *rule)
{
  DectAnalysis *analysis = dect_document_get_analysis (fixture->document);

  for (guint i = 0; i < analysis->findings->len; i++)
    if (g_str_equal (dect_finding_get_rule (analysis->findings->pdata[i]), rule))
      return analysis->findings->pdata[i];
  return NULL;
}

static GVariant *
finding_target (const DectFinding *finding)
{
  guint n_objects;
  const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

  return g_variant_new (
      "(s@au)", dect_finding_get_rule (finding),
      g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, objects, n_objects, sizeof (guint32)));
}

static void
wait_for_step (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!dect_history_can_undo (fixture->history) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dect_history_can_undo (fixture->history));
  wait_for_analysis (fixture);
}

static GtkListBox *
panel_list (Fixture *fixture)
{
  GtkWidget *panel = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_REPAIR_PANEL);

  return GTK_LIST_BOX (find_widget (panel, GTK_TYPE_LIST_BOX));
}

static gboolean
panel_is_shown (Fixture *fixture)
{
  return gtk_widget_get_visible (
      find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_REPAIR_PANEL));
}

/* One action finds, takes and names the best way; one undo takes it back. */
static void
test_fix (Fixture *fixture, gconstpointer data)
{
  DectFinding *finding = find_finding (fixture, "chain-cut");
  g_autoptr (GVariant) target = NULL;
  double x_m = find_rfp (fixture, 18)->x_m, y_m = find_rfp (fixture, 18)->y_m;

  g_assert_nonnull (finding);
  g_assert_cmpstr (dect_finding_get_fix (finding), ==, DECT_REPAIR_FIX);
  target = g_variant_ref_sink (finding_target (finding));
  g_assert_true (gtk_widget_activate_action_variant (fixture->canvas, "win.fix", target));
  g_assert_false (dect_history_can_undo (fixture->history)); /* not on the main thread */
  wait_for_step (fixture);
  g_assert_null (find_finding (fixture, "chain-cut"));
  g_assert_null (find_finding (fixture, "chain-single-link"));
  g_assert_null (find_finding (fixture, "chain-weak"));
  g_assert_nonnull (
      strstr (dect_history_get_undo_label (fixture->history), "base station 18 (Boiler room)"));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "win.undo", NULL));
  g_assert_false (dect_history_can_undo (fixture->history));
  g_assert_cmpfloat (find_rfp (fixture, 18)->x_m, ==, x_m);
  g_assert_cmpfloat (find_rfp (fixture, 18)->y_m, ==, y_m);
  wait_for_analysis (fixture);
}

/* The others are for the plan before the one that was taken; another of them is one step too. */
static void
test_other_ways (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) target
      = g_variant_ref_sink (finding_target (find_finding (fixture, "chain-cut")));
  GtkListBoxRow *row;
  GtkWidget *apply;
  DectPreview *preview;

  g_assert_true (gtk_widget_activate_action_variant (fixture->canvas, "win.fix", target));
  wait_for_step (fixture);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "win.other-ways", NULL));
  g_assert_false (dect_history_can_undo (fixture->history));
  g_assert_true (panel_is_shown (fixture));
  preview = dect_document_get_preview (fixture->document);
  g_assert_nonnull (preview);
  g_assert_cmpuint (preview->ghosts->len, ==, 1);
  g_assert_cmpuint (dect_document_get_floor (fixture->document), ==,
                    g_array_index (preview->ghosts, DectGhost, 0).floor);

  row = gtk_list_box_get_row_at_index (panel_list (fixture), 1);
  g_assert_nonnull (row);
  gtk_list_box_select_row (panel_list (fixture), row);
  g_assert_true (dect_document_get_preview (fixture->document) != preview);
  apply = find_widget (GTK_WIDGET (row), GTK_TYPE_BUTTON);
  g_signal_emit_by_name (apply, "clicked");
  g_assert_true (dect_history_can_undo (fixture->history));
  g_assert_false (panel_is_shown (fixture));
  g_assert_null (dect_document_get_preview (fixture->document));
  wait_for_analysis (fixture);
  g_assert_null (find_finding (fixture, "chain-cut"));
}

static void
test_choose (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GVariant) target
      = g_variant_ref_sink (finding_target (find_finding (fixture, "chain-cut")));
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  g_assert_true (gtk_widget_activate_action_variant (fixture->canvas, "win.choose-fix", target));
  g_assert_true (panel_is_shown (fixture));
  while (gtk_list_box_get_row_at_index (panel_list (fixture), 0) == NULL
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (gtk_list_box_get_row_at_index (panel_list (fixture), 0));
  g_assert_nonnull (dect_document_get_preview (fixture->document));
  g_assert_false (dect_history_can_undo (fixture->history));

  /* Escape goes back to the plan as it is; so does any change. */
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "plan.escape", NULL));
  g_assert_false (panel_is_shown (fixture));
  g_assert_null (dect_document_get_preview (fixture->document));
  g_assert_true (gtk_widget_activate_action_variant (fixture->canvas, "win.choose-fix", target));
  dect_canvas_place (DECT_CANVAS (fixture->canvas), 0, (DectPoint){ 1, 1 });
  g_assert_false (panel_is_shown (fixture));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "win.cancel-fix", NULL));
  wait_for_analysis (fixture);
}

/* Each finding that can be repaired has its button, the others have none. */
static void
test_buttons (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectFixer) fixer = dect_fixer_new (fixture->document);
  g_autoptr (DectFixButton) button = DECT_FIX_BUTTON (g_object_ref_sink (dect_fix_button_new ()));

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (button)));
  dect_fix_button_set_finding (button, find_finding (fixture, "chain-cut"), fixer);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (button)));
  dect_fix_button_set_finding (button, find_finding (fixture, "licence-macs"), fixer);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (button)));
  dect_fix_button_set_finding (button, NULL, NULL);
}

static DectRfpMarker *
find_marker (Fixture *fixture, gint number)
{
  for (GtkWidget *child = gtk_widget_get_first_child (fixture->canvas); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (DECT_IS_RFP_MARKER (child)
        && DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (child))))->number
               == number)
      return DECT_RFP_MARKER (child);
  return NULL;
}

static void
test_what_if (Fixture *fixture, gconstpointer data)
{
  GActionGroup *actions = dect_canvas_get_actions (DECT_CANVAS (fixture->canvas));
  guint32 ids[2] = { find_rfp (fixture, 3)->head.id, find_rfp (fixture, 1)->head.id };
  guint32 lost = find_rfp (fixture, 18)->head.id;
  g_autofree char *description = NULL;
  DectPreview *preview;

  g_assert_false (g_action_group_get_action_enabled (actions, "what-if"));
  dect_document_select (fixture->document, ids, 1);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.what-if", NULL));
  preview = dect_document_get_preview (fixture->document);
  g_assert_nonnull (preview);
  g_assert_true (dect_preview_is_failed (preview, ids[0]));
  g_assert_false (dect_preview_is_failed (preview, ids[1]));
  g_assert_true (dect_preview_is_lost (preview, lost));
  g_assert_cmpuint (preview->lost->len, ==, 1);
  g_assert_cmpstr (preview->text, ==,
                   "If base station 3 (Canteen) fails, 1 other is not reached any more: base "
                   "station 18 (Boiler room).");
  description = dect_rfp_marker_describe (find_marker (fixture, 3));
  g_assert_nonnull (strstr (description, "taken for broken"));

  /* The plan as it is: nothing was changed by asking. */
  g_assert_false (dect_history_can_undo (fixture->history));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "plan.escape", NULL));
  g_assert_null (dect_document_get_preview (fixture->document));

  /* Two at once, and a change ends it. */
  dect_document_select (fixture->document, ids, 2);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.what-if", NULL));
  g_assert_cmpuint (dect_document_get_preview (fixture->document)->failed->len, ==, 2);
  dect_canvas_place (DECT_CANVAS (fixture->canvas), 0, (DectPoint){ 1, 1 });
  g_assert_null (dect_document_get_preview (fixture->document));
  wait_for_analysis (fixture);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = ADW_IS_ACTION_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  GtkWidget *summary = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_CHAIN_SUMMARY);
  GtkWidget *row = find_widget (summary, ADW_TYPE_EXPANDER_ROW);
  guint closed = count_rows (summary);
  guint open;

  g_assert_true (gtk_widget_get_visible (summary));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                   "Chain connected");
  g_assert_nonnull (
      strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "16 of 18 stay"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  open = count_rows (summary);
  /* Hops, one, two, switches, area at least. */
  g_assert_cmpuint (open, >=, closed + 5);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
  g_assert_cmpuint (count_rows (summary), ==, closed);
}

/* --- Jobs ----------------------------------------------------------------------------------------
 */

static gpointer
count_func (gpointer data,
            DectProgressFunc progress,
            gpointer progress_data,
            GCancellable *cancellable,
            GError **error)
{
  guint n = GPOINTER_TO_UINT (data);

  for (guint i = 0; n == 0 || i < n; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      progress (n == 0 ? "endless" : "counting", n == 0 ? 0.5 : (i + 1.0) / n, progress_data);
      g_usleep (1000);
    }
  return g_strdup ("done");
}

typedef struct
{
  char *result;
  GError *error;
  gboolean called;
} Outcome;

static void
outcome_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->result = dect_job_finish (DECT_JOB (source), result, &outcome->error);
  outcome->called = TRUE;
}

static void
wait_for (gboolean *condition)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!*condition && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (*condition);
}

static void
test_job (void)
{
  DectJob *job = dect_job_new ();
  Outcome first = { 0 }, second = { 0 }, third = { 0 };

  dect_job_start (job, count_func, NULL, NULL, g_free, outcome_cb, &first);
  g_assert_true (dect_job_is_running (job));
  while (dect_job_get_phase (job) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (dect_job_get_phase (job), ==, "endless");
  g_assert_cmpfloat (dect_job_get_fraction (job), ==, 0.5);

  /* Another takes its place; what the first one said last does not count any more. */
  dect_job_start (job, count_func, GUINT_TO_POINTER (20), NULL, g_free, outcome_cb, &second);
  g_assert_null (dect_job_get_phase (job));
  wait_for (&second.called);
  g_assert_no_error (second.error);
  g_assert_cmpstr (second.result, ==, "done");
  g_assert_cmpstr (dect_job_get_phase (job), ==, "counting");
  g_assert_false (dect_job_is_running (job));
  wait_for (&first.called);
  g_assert_error (first.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (first.result);

  dect_job_start (job, count_func, NULL, NULL, g_free, outcome_cb, &third);
  dect_job_cancel (job);
  g_assert_false (dect_job_is_running (job));
  wait_for (&third.called);
  g_assert_error (third.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&first.error);
  g_clear_error (&third.error);
  g_free (second.result);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (job);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

  g_test_add_func ("/ui/job", test_job);
#define ADD(path, test) g_test_add ("/ui/repair/" path, Fixture, NULL, setup, test, teardown)
  ADD ("fix", test_fix);
  ADD ("other-ways", test_other_ways);
  ADD ("choose", test_choose);
  ADD ("buttons", test_buttons);
  ADD ("what-if", test_what_if);
  ADD ("summary", test_summary);

  return g_test_run ();
}
