/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "canvas/dect-canvas.h"
#include "dect-application.h"
#include "dect-fit-dialog.h"
#include "dect-legend.h"
#include "dect-note.h"
#include "dect-placement-dialog.h"
#include "dect-placement-panel.h"
#include "dect-window.h"
#include "support/fit-sites.h"
#include "support/ui-support.h"

static GtkWidget *
find_label (GtkWidget *widget, const char *part)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), part) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, part);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectSite *site;
  DectHistory *history;
  GtkWidget *canvas;
} Fixture;

/* The office of the tests of the fit; without base stations where there is data. */
static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DectSite) site = office ();
  DectHistory *history = dect_site_get_history (site);
  GListModel *rfps = dect_site_list (site, DECT_KIND_RFP);

  if (data != NULL)
    {
      dect_history_begin (history, "Clear", NULL);
      while (g_list_model_get_n_items (rfps) > 0)
        {
          g_autoptr (DectItem) item = g_list_model_get_item (rfps, 0);

          dect_history_remove (history, dect_item_get_id (item));
        }
      dect_history_commit (history);
    }
  fixture->document = dect_document_new_for_site (site);
  fixture->site = site;
  fixture->history = history;
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->canvas = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_CANVAS);
  gtk_window_present (GTK_WINDOW (fixture->window));
  while (gtk_widget_get_width (fixture->canvas) == 0
         || dect_document_is_analysing (fixture->document))
    g_main_context_iteration (NULL, TRUE);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  while (dect_document_is_analysing (fixture->document))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  assert_finalized (fixture->document);
}

static guint
count_rfps (Fixture *fixture)
{
  return g_list_model_get_n_items (dect_site_list (fixture->site, DECT_KIND_RFP));
}

/* The dialog that an action of the window has opened. */
static GtkWidget *
find_dialog (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) toplevel = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (toplevel, type))
        return toplevel;
    }
  return NULL;
}

static void
wait_until_mapped (GtkWidget *widget)
{
  gint64 end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;

  while (!gtk_widget_get_mapped (widget) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (gtk_widget_get_mapped (widget));
}

static gboolean
can (GtkWidget *widget, const char *action)
{
  return gtk_widget_activate_action (widget, action, NULL);
}

/* --- Dragging ------------------------------------------------------------------------------------
 */

static DectCoverage *
wait_for_coverage (Fixture *fixture)
{
  DectCoverageView view;
  DectSnapshot *snapshot;
  DectCoverage *coverage;

  while ((coverage = dect_canvas_get_coverage (DECT_CANVAS (fixture->canvas), &view, &snapshot))
             == NULL
         || dect_snapshot_get_generation (snapshot) != dect_site_get_generation (fixture->site))
    g_main_context_iteration (NULL, TRUE);
  return coverage;
}

/* One step of it costs the layer of what is dragged, and chain and coverage follow. */
static void
test_drag (Fixture *fixture, gconstpointer data)
{
  guint n_rfps = count_rfps (fixture);
  g_autoptr (DectItem) item
      = g_list_model_get_item (dect_site_list (fixture->site, DECT_KIND_RFP), 0);
  DectAnalysis *before = dect_document_get_analysis (fixture->document);
  DectRfp *rfp;

  g_assert_cmpuint (dect_coverage_get_n_layers_computed (wait_for_coverage (fixture)), ==, n_rfps);
  for (guint i = 1; i <= 3; i++)
    {
      rfp = dect_rfp_copy (DECT_RFP (dect_item_get_record (item)));
      rfp->x_m += 0.2;
      dect_history_put_one (fixture->history, DECT_RECORD (rfp), "Move", "drag-move");
      g_assert_cmpuint (dect_coverage_get_n_layers_computed (wait_for_coverage (fixture)), ==, 1);
    }
  while (dect_document_is_analysing (fixture->document))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (dect_document_get_analysis (fixture->document) != before);
  g_assert_true (can (fixture->canvas, "win.undo"));
  g_assert_false (dect_history_can_undo (fixture->history));
}

/* --- Placement -----------------------------------------------------------------------------------
 */

/* From an empty floor to a proposal on the plan, to one step that is undone as one. */
static void
test_place (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_PLACEMENT_PANEL);
  const char *before = dect_history_get_undo_label (fixture->history);
  GtkWidget *dialog;
  DectPreview *preview;
  guint n;

  g_assert_true (can (fixture->canvas, "plan.place"));
  dialog = find_dialog (DECT_TYPE_PLACEMENT_DIALOG);
  g_assert_nonnull (dialog);
  wait_until_mapped (dialog);
  g_assert_nonnull (find_label (dialog, "All within the walls"));
  g_assert_true (can (dialog, "placement.plan"));
  g_assert_nonnull (find_label (dialog, "Planning"));
  wait_until_mapped (panel);
  g_assert_null (find_dialog (DECT_TYPE_PLACEMENT_DIALOG));

  /* Shown, not done. */
  preview = dect_document_get_preview (fixture->document);
  g_assert_nonnull (preview);
  n = preview->ghosts->len;
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (count_rfps (fixture), ==, 0);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, before);
  g_assert_nonnull (find_label (panel, "Before and after"));
  g_assert_nonnull (find_label (panel, "Base station 1"));

  g_assert_true (can (panel, "proposal.apply"));
  g_assert_cmpuint (count_rfps (fixture), ==, n);
  g_assert_null (dect_document_get_preview (fixture->document));
  g_assert_false (gtk_widget_get_mapped (panel));
  g_assert_true (can (fixture->canvas, "win.undo"));
  g_assert_cmpuint (count_rfps (fixture), ==, 0);
}

static void
test_place_discard (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_PLACEMENT_PANEL);

  g_assert_true (can (fixture->canvas, "plan.place"));
  g_assert_true (can (find_dialog (DECT_TYPE_PLACEMENT_DIALOG), "placement.plan"));
  wait_until_mapped (panel);
  g_assert_true (can (panel, "proposal.discard"));
  g_assert_cmpuint (count_rfps (fixture), ==, 0);
  g_assert_null (dect_document_get_preview (fixture->document));
  g_assert_false (gtk_widget_get_mapped (panel));
}

/* Stopped, it is where it was; what cannot be planned is said in place. */
static void
test_place_stop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_PLACEMENT_PANEL);
  GtkWidget *dialog;
  DectNote *note;

  g_assert_true (can (fixture->canvas, "plan.place"));
  dialog = find_dialog (DECT_TYPE_PLACEMENT_DIALOG);
  wait_until_mapped (dialog);
  g_assert_true (can (dialog, "placement.plan"));
  g_assert_true (can (dialog, "placement.stop"));
  while (find_label (dialog, "Planning") != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find_label (dialog, "What is wanted"));
  g_assert_false (gtk_widget_get_mapped (panel));
  gtk_window_close (GTK_WINDOW (dialog));

  /* A floor without walls and zones has no area. */
  g_assert_true (can (fixture->canvas, "plan.add-floor"));
  g_assert_true (can (fixture->canvas, "plan.place"));
  dialog = find_dialog (DECT_TYPE_PLACEMENT_DIALOG);
  note = DECT_NOTE (find_widget (dialog, DECT_TYPE_NOTE));
  g_assert_null (dect_note_get_text (note));
  g_assert_true (can (dialog, "placement.plan"));
  while (dect_note_get_text (note) == NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* Zones are what is planned where there are any. */
static void
test_place_zones (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_PLACEMENT_PANEL);
  guint32 id = dect_canvas_add_zone (DECT_CANVAS (fixture->canvas), (DectPoint){ 2, 2 },
                                     (DectPoint){ 12, 8 });
  DectZone *zone = dect_zone_copy (DECT_ZONE (dect_site_find_record (fixture->site, id)));
  GtkWidget *dialog;

  dect_set_str (&zone->name, "Ward");
  zone->traffic_e = 2;
  dect_history_put_one (fixture->history, DECT_RECORD (zone), "Change", NULL);
  g_assert_true (can (fixture->canvas, "plan.place"));
  dialog = find_dialog (DECT_TYPE_PLACEMENT_DIALOG);
  wait_until_mapped (dialog);
  g_assert_nonnull (find_label (dialog, "1 zone to cover"));
  g_assert_true (can (dialog, "placement.plan"));
  wait_until_mapped (panel);
  g_assert_nonnull (find_label (panel, "zone Ward"));

  /* A change of the plan ends what was worked out for the plan before it. */
  dect_canvas_place (DECT_CANVAS (fixture->canvas), 0, (DectPoint){ 1, 1 });
  g_assert_false (gtk_widget_get_mapped (panel));
  g_assert_null (dect_document_get_preview (fixture->document));
}

/* --- Fit -----------------------------------------------------------------------------------------
 */

static GtkWidget *
open_fit (Fixture *fixture, const char *awaited)
{
  GtkWidget *dialog;

  g_assert_true (can (fixture->canvas, "plan.fit"));
  dialog = find_dialog (DECT_TYPE_FIT_DIALOG);
  g_assert_nonnull (dialog);
  while (find_label (dialog, awaited) == NULL)
    g_main_context_iteration (NULL, TRUE);
  return dialog;
}

static void
test_fit_empty (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog = open_fit (fixture, "Nothing measured yet");

  g_assert_nonnull (find_label (dialog, "rssi_dbm"));
  g_assert_false (gtk_widget_get_visible (find_widget (dialog, DECT_TYPE_NOTE)));
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
test_fit (Fixture *fixture, gconstpointer data)
{
  GtkWidget *expander = find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_EXPANDER);
  GtkWidget *legend = find_widget (expander, DECT_TYPE_LEGEND);
  GtkWidget *dialog;

  survey_measure (fixture->site, &office_truth, 0, 40, 40, 24, 1, 7);
  g_assert_null (find_label (legend, "Fitted to measurements"));
  dialog = open_fit (fixture, "nearer to what was measured");
  g_assert_nonnull (find_label (dialog, "Mean error"));
  g_assert_nonnull (find_label (dialog, "Furthest off"));
  g_assert_nonnull (find_label (dialog, "Exponent"));

  g_assert_true (can (dialog, "fit.apply"));
  while (find_label (dialog, "predicts with this fit") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (isnan (dect_site_get_info (fixture->site)->fit_exponent_db));
  while (find_label (legend, "Fitted to measurements") == NULL)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true (can (dialog, "fit.clear"));
  while (find_label (dialog, "predicts by the tables") == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (isnan (dect_site_get_info (fixture->site)->fit_exponent_db));
  while (find_label (legend, "Fitted to measurements") != NULL)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_close (GTK_WINDOW (dialog));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, data, test) g_test_add ("/ui/radio/" path, Fixture, data, setup, test, teardown)
  ADD ("drag", NULL, test_drag);
  ADD ("place", "empty", test_place);
  ADD ("place-discard", "empty", test_place_discard);
  ADD ("place-stop", "empty", test_place_stop);
  ADD ("place-zones", "empty", test_place_zones);
  ADD ("fit-empty", NULL, test_fit_empty);
  ADD ("fit", NULL, test_fit);

  return g_test_run ();
}
