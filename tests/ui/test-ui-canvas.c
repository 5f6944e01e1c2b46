/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "canvas/dect-canvas-private.h"
#include "canvas/dect-rfp-marker.h"
#include "canvas/dect-survey-marker.h"
#include "canvas/dect-zone-marker.h"
#include "dect-application.h"
#include "dect-legend.h"
#include "dect-survey-inspector.h"
#include "dect-window.h"
#include "support/ui-support.h"

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectSite *site;
  DectHistory *history;
  GtkWidget *canvas;
} Fixture;

static guint
count_markers (Fixture *fixture)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (fixture->canvas); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += DECT_IS_RFP_MARKER (child);
  return n;
}

static void
wait_until_drawn (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while ((gtk_widget_get_width (fixture->canvas) == 0
          || dect_document_is_analysing (fixture->document))
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->document = dect_document_new ();
  fixture->site = dect_document_get_site (fixture->document);
  fixture->history = dect_document_get_history (fixture->document);
  fixture->window = g_object_ref (dect_window_new (NULL));
  dect_window_set_document (fixture->window, fixture->document);
  fixture->canvas = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_CANVAS);
  gtk_window_present (GTK_WINDOW (fixture->window));
  wait_until_drawn (fixture);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assert_finalized (fixture->window);
  assert_finalized (fixture->document);
}

static const DectRfp *
get_rfp (Fixture *fixture, guint32 id)
{
  return DECT_RFP (dect_site_find_record (fixture->site, id));
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  guint32 a, b;

  g_assert_true (dect_canvas_get_empty (canvas));
  a = dect_canvas_place (canvas, 0, (DectPoint){ 3, 4 });
  b = dect_canvas_place (canvas, 0, (DectPoint){ 9, 4 });
  g_assert_cmpint (get_rfp (fixture, a)->number, ==, 1);
  g_assert_cmpint (get_rfp (fixture, b)->number, ==, 2);
  g_assert_cmpint (get_rfp (fixture, a)->role, ==, DECT_ROLE_MASTER);
  g_assert_cmpint (get_rfp (fixture, b)->role, ==, DECT_ROLE_NORMAL);
  g_assert_cmpfloat (get_rfp (fixture, b)->x_m, ==, 9);
  g_assert_cmpuint (count_markers (fixture), ==, 2);
  g_assert_true (dect_document_is_selected (fixture->document, b));
  g_assert_false (dect_canvas_get_empty (canvas));

  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.delete", NULL));
  g_assert_null (get_rfp (fixture, b));
  g_assert_cmpuint (count_markers (fixture), ==, 1);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "win.undo", NULL));
  g_assert_cmpuint (count_markers (fixture), ==, 2);

  /* Off the plan is not gone. */
  dect_document_select_one (fixture->document, a);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.unplace", NULL));
  g_assert_nonnull (get_rfp (fixture, a));
  g_assert_false (dect_rfp_is_placed (get_rfp (fixture, a)));
  g_assert_cmpuint (count_markers (fixture), ==, 1);
  g_assert_cmpuint (dect_canvas_place (canvas, a, (DectPoint){ 1, 1 }), ==, a);
  g_assert_cmpuint (count_markers (fixture), ==, 2);
  wait_until_drawn (fixture);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkWidget *marker;
  guint32 id;

  id = dect_canvas_place (DECT_CANVAS (fixture->canvas), 0, (DectPoint){ 3, 4 });
  marker = find_widget (fixture->canvas, DECT_TYPE_RFP_MARKER);
  gtk_test_accessible_assert_role (marker, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (marker, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "base station 1 (RFP 1)");
  gtk_test_accessible_assert_state (marker, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_widget_get_focusable (marker));
  dect_document_select (fixture->document, NULL, 0);
  gtk_test_accessible_assert_state (marker, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);

  /* Selection follows the focus. */
  gtk_widget_grab_focus (marker);
  g_assert_true (dect_document_is_selected (fixture->document, id));
  wait_until_drawn (fixture);
}

static void
test_tools (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  static const struct
  {
    const char *name;
    DectTool tool;
  } tools[] = { { "rfp", DECT_TOOL_RFP },
                { "scale", DECT_TOOL_SCALE },
                { "zone", DECT_TOOL_ZONE },
                { "note", DECT_TOOL_NOTE },
                { "pan", DECT_TOOL_PAN } };

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      g_assert_true (
          gtk_widget_activate_action (fixture->canvas, "canvas.tool", "s", tools[i].name));
      g_assert_cmpint (dect_canvas_get_tool (canvas), ==, tools[i].tool);
      g_assert_true (gtk_widget_activate_action (fixture->canvas, "plan.escape", NULL));
      g_assert_cmpint (dect_canvas_get_tool (canvas), ==, DECT_TOOL_SELECT);
    }
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.tool", "s", "rfp"));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.place-here", NULL));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.place-here", NULL));
  g_assert_cmpuint (count_markers (fixture), ==, 2);
  wait_until_drawn (fixture);
}

static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  double zoom;

  dect_canvas_place (canvas, 0, (DectPoint){ 3, 4 });
  zoom = dect_canvas_get_zoom (canvas);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.zoom-in", NULL));
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), zoom * 1.25, 1e-6);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.zoom-original", NULL));
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), 100, 1e-6);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.zoom-fit", NULL));
  g_assert_cmpfloat (dect_canvas_get_zoom (canvas), >, 0);
  wait_until_drawn (fixture);
}

/* What stands on the plan stays on it, whatever its scale turns out to be. */
static void
test_scale (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 200'/>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (svg, sizeof svg - 1);
  g_autofree char *name = dect_site_add_blob (fixture->site, bytes, "svg");
  guint32 floor_id = dect_document_get_floor (fixture->document);
  DectFloor *floor = dect_floor_copy (DECT_FLOOR (dect_site_find_record (fixture->site, floor_id)));
  guint32 id;

  dect_set_str (&floor->plan, name);
  dect_history_put_one (fixture->history, DECT_RECORD (floor), "Import", NULL);
  id = dect_canvas_place (canvas, 0, (DectPoint){ 2, 1 });
  dect_canvas_set_scale (canvas, (DectPoint){ 0, 0 }, (DectPoint){ 4, 0 }, 20);
  floor = (DectFloor *) dect_site_find_record (fixture->site, floor_id);
  g_assert_cmpfloat_with_epsilon (floor->plan_scale_m, 0.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_rfp (fixture, id)->x_m, 10, 1e-9);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "win.undo", NULL));
  g_assert_cmpfloat_with_epsilon (get_rfp (fixture, id)->x_m, 2, 1e-9);
  wait_until_drawn (fixture);
}

static void
test_floors (Fixture *fixture, gconstpointer data)
{
  guint32 ground = dect_document_get_floor (fixture->document);
  guint32 first;

  dect_canvas_place (DECT_CANVAS (fixture->canvas), 0, (DectPoint){ 3, 4 });
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "plan.add-floor", NULL));
  first = dect_document_get_floor (fixture->document);
  g_assert_cmpuint (first, !=, ground);
  g_assert_cmpint (DECT_FLOOR (dect_site_find_record (fixture->site, first))->level, ==, 1);
  g_assert_cmpuint (count_markers (fixture), ==, 0);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "plan.remove-floor", NULL));
  g_assert_cmpuint (dect_document_get_floor (fixture->document), ==, ground);
  g_assert_cmpuint (count_markers (fixture), ==, 1);

  /* The last floor goes with its building; then there is nothing to draw on, and no harm done. */
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "plan.remove-floor", NULL));
  g_assert_cmpuint (dect_document_get_floor (fixture->document), ==, 0);
  g_assert_cmpuint (count_markers (fixture), ==, 0);
  g_assert_cmpuint (dect_canvas_place (DECT_CANVAS (fixture->canvas), 0, (DectPoint){ 3, 4 }), ==,
                    0);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "plan.add-floor", NULL));
  g_assert_cmpuint (dect_document_get_floor (fixture->document), !=, 0);
  wait_until_drawn (fixture);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_zones (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  GtkWidget *marker;
  const DectZone *zone;
  guint32 id, other;

  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.tool", "s", "zone"));
  g_assert_cmpuint (dect_canvas_add_zone (canvas, (DectPoint){ 1, 1 }, (DectPoint){ 1.2, 9 }), ==,
                    0);
  g_assert_cmpint (dect_canvas_get_tool (canvas), ==, DECT_TOOL_ZONE);
  id = dect_canvas_add_zone (canvas, (DectPoint){ 9, 7 }, (DectPoint){ 1, 2 });
  g_assert_cmpuint (id, !=, 0);
  g_assert_cmpint (dect_canvas_get_tool (canvas), ==, DECT_TOOL_SELECT);
  g_assert_true (dect_document_is_selected (fixture->document, id));
  zone = DECT_ZONE (dect_site_find_record (fixture->site, id));
  g_assert_cmpfloat (zone->x1_m, ==, 1);
  g_assert_cmpfloat (zone->y2_m, ==, 7);
  g_assert_cmpuint (zone->floor, ==, dect_document_get_floor (fixture->document));
  marker = find_widget (fixture->canvas, DECT_TYPE_ZONE_MARKER);
  gtk_test_accessible_assert_role (marker, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (marker, GTK_ACCESSIBLE_PROPERTY_LABEL, "zone");
  gtk_test_accessible_assert_property (marker, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Ground floor, 8.0 × 5.0 m, coverage wanted");
  gtk_test_accessible_assert_state (marker, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_widget_get_focusable (marker));

  /* Hidden, it is out of the way of the keyboard too; a new one brings them back. */
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.zones", NULL));
  g_assert_false (gtk_widget_get_visible (marker));
  other = dect_canvas_add_zone (canvas, (DectPoint){ 3, 3 }, (DectPoint){ 5, 4 });
  g_assert_true (gtk_widget_get_visible (marker));

  /* With the keyboard alone. */
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.tool", "s", "zone"));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.place-here", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (fixture->site, DECT_KIND_ZONE)), ==,
                    3);

  /* What goes off the plan are base stations; what is removed comes back. */
  dect_document_select_one (fixture->document, other);
  g_assert_false (g_action_group_get_action_enabled (dect_canvas_get_actions (canvas), "unplace"));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.delete", NULL));
  g_assert_null (dect_site_find (fixture->site, other));
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Remove zone");
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "win.undo", NULL));
  g_assert_nonnull (dect_site_find (fixture->site, other));
  wait_until_drawn (fixture);
}

/* The place of the floor that is at a point of the canvas. */
static DectPoint
at_px (DectCanvas *canvas, double x, double y)
{
  return dect_view_transform_to_plan (&canvas->view, (DectPoint){ x, y });
}

static void
assert_at (DectCanvas *canvas, double x, double y, DectPoint expected)
{
  DectPoint is = at_px (canvas, x, y);

  g_assert_cmpfloat_with_epsilon (is.x, expected.x, 1e-6);
  g_assert_cmpfloat_with_epsilon (is.y, expected.y, 1e-6);
}

static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  double zoom = dect_canvas_get_zoom (canvas);
  DectPoint under;

  /* A touchpad moves the picture, whichever way; its size stays. */
  canvas->pointer = (DectPoint){ 200, 150 };
  under = at_px (canvas, 200, 150);
  dect_canvas_scroll (canvas, 12, -7, TRUE, FALSE);
  assert_at (canvas, 188, 157, under);
  g_assert_cmpfloat (dect_canvas_get_zoom (canvas), ==, zoom);

  /* With Control it zooms at the pointer; a wheel does so without. Sideways nothing is zoomed. */
  under = at_px (canvas, 200, 150);
  dect_canvas_scroll (canvas, 0, -10, TRUE, TRUE);
  assert_at (canvas, 200, 150, under);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), zoom * pow (1.01, 10), 1e-6);
  dect_canvas_scroll (canvas, 0, 1, FALSE, FALSE);
  assert_at (canvas, 200, 150, under);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), zoom * pow (1.01, 10) / 1.2, 1e-6);
  zoom = dect_canvas_get_zoom (canvas);
  dect_canvas_scroll (canvas, 1, 0, FALSE, FALSE);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), zoom, 1e-9);
  dect_canvas_scroll (canvas, 0, 0, TRUE, FALSE);
  assert_at (canvas, 200, 150, under);
}

static void
test_pinch (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  double zoom = dect_canvas_get_zoom (canvas);
  DectPoint between = at_px (canvas, 300, 200);

  /* No jump at the start. */
  dect_canvas_begin_pinch (canvas, (DectPoint){ 300, 200 });
  dect_canvas_pinch (canvas, (DectPoint){ 300, 200 }, 1);
  assert_at (canvas, 300, 200, between);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), zoom, 1e-9);

  /* What is between the fingers stays there, while they go apart and wander. */
  dect_canvas_pinch (canvas, (DectPoint){ 310, 190 }, 1.5);
  dect_canvas_pinch (canvas, (DectPoint){ 340, 180 }, 2);
  assert_at (canvas, 340, 180, between);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), 2 * zoom, 1e-6);
  /* Nonsense of a device does nothing. */
  dect_canvas_pinch (canvas, (DectPoint){ 340, 180 }, 0);
  dect_canvas_pinch (canvas, (DectPoint){ 340, 180 }, NAN);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), 2 * zoom, 1e-6);
  /* The next one begins anew, at its own place. */
  between = at_px (canvas, 100, 100);
  dect_canvas_begin_pinch (canvas, (DectPoint){ 100, 100 });
  dect_canvas_pinch (canvas, (DectPoint){ 100, 100 }, 0.5);
  assert_at (canvas, 100, 100, between);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), zoom, 1e-6);
}

static GtkGesture *
find_gesture (GtkWidget *widget, GType type)
{
  GtkGesture *found = NULL;
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        found = GTK_GESTURE (controller);
    }
  g_assert_nonnull (found);
  return found;
}

/* The gestures are there and do what the functions do; a finger that stays opens the menu. */
static void
test_touch (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  GtkGesture *held = find_gesture (fixture->canvas, GTK_TYPE_GESTURE_LONG_PRESS);
  GtkGesture *pinch = find_gesture (fixture->canvas, GTK_TYPE_GESTURE_ZOOM);
  double zoom = dect_canvas_get_zoom (canvas);
  DectPoint at;
  guint32 id;

  g_assert_true (gtk_gesture_single_get_touch_only (GTK_GESTURE_SINGLE (held)));
  canvas->drag = DRAG_BAND;
  g_signal_emit_by_name (pinch, "begin", NULL);
  g_signal_emit_by_name (pinch, "scale-changed", 1.25);
  g_signal_emit_by_name (pinch, "scale-changed", 1.5);
  g_assert_cmpfloat_with_epsilon (dect_canvas_get_zoom (canvas), 1.5 * zoom, 1e-6);
  canvas->drag = DRAG_NONE;

  id = dect_canvas_place (canvas, 0, (DectPoint){ 3, 4 });
  dect_document_select (fixture->document, NULL, 0);
  at = dect_view_transform_to_widget (&canvas->view, (DectPoint){ 3, 4 });
  g_signal_emit_by_name (held, "pressed", at.x, at.y);
  g_assert_true (dect_document_is_selected (fixture->document, id));
  g_assert_nonnull (canvas->menu);
  g_assert_true (gtk_widget_get_visible (canvas->menu));
  gtk_popover_popdown (GTK_POPOVER (canvas->menu));
  /* Not while something is drawn. */
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.tool", "s", "wall"));
  g_signal_emit_by_name (held, "pressed", at.x, at.y);
  g_assert_false (gtk_widget_get_visible (canvas->menu));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  wait_until_drawn (fixture);
}

static void
add_reading (Fixture *fixture, guint32 floor, double x_m, guint32 rfp, double rssi_dbm)
{
  DectSurvey *survey = dect_survey_new ();

  survey->floor = floor;
  survey->x_m = x_m;
  survey->y_m = 4;
  survey->rfp = rfp;
  survey->rssi_dbm = rssi_dbm;
  dect_history_put (fixture->history, DECT_RECORD (survey));
}

static gboolean
has_survey (Fixture *fixture)
{
  return find_widget (fixture->canvas, DECT_TYPE_SURVEY_MARKER) != NULL;
}

/* Measured levels: a marker a place, with what is predicted there. */
static void
test_survey (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  guint32 floor, a, b;
  const DectSurveyPlace *place;
  g_autofree char *words = NULL;
  GtkWidget *marker;
  guint n;

  a = dect_canvas_place (canvas, 0, (DectPoint){ 3, 4 });
  b = dect_canvas_place (canvas, 0, (DectPoint){ 12, 4 });
  floor = dect_document_get_floor (fixture->document);
  dect_history_begin (fixture->history, "Survey", NULL);
  add_reading (fixture, floor, 5, a, -80);
  add_reading (fixture, floor, 5, b, -82);
  dect_history_commit (fixture->history);
  run_until (has_survey (fixture));
  marker = find_widget (fixture->canvas, DECT_TYPE_SURVEY_MARKER);
  place = dect_survey_marker_get_place (DECT_SURVEY_MARKER (marker));
  /* Some metres of open room lose less than that. */
  g_assert_cmpfloat (place->difference_db, <, -6);
  words = dect_survey_place_dup_words (place,
                                       dect_document_get_analysis (fixture->document)->snapshot);
  g_assert_true (g_str_has_prefix (words, "Base station 1 (RFP 1): −80 dBm measured, −"));
  g_assert_nonnull (strstr (words, "\nBase station 2"));
  gtk_test_accessible_assert_property (marker, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);

  /* Chosen with all its readings; keys do not move it, Delete takes all of them. */
  gtk_widget_grab_focus (marker);
  dect_document_get_selection (fixture->document, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (gtk_widget_get_mapped (
      find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_SURVEY_INSPECTOR)));
  n = (guint) dect_site_get_generation (fixture->site);
  dect_canvas_nudge (canvas, 1, 0);
  g_assert_cmpuint (dect_site_get_generation (fixture->site), ==, n);
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.survey", NULL));
  g_assert_false (gtk_widget_get_visible (marker));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.survey", NULL));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.delete", NULL));
  g_assert_cmpuint (g_list_model_get_n_items (dect_site_list (fixture->site, DECT_KIND_SURVEY)), ==,
                    0);
  run_until (!has_survey (fixture));
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "win.undo", NULL));
  run_until (has_survey (fixture));
}

static void
test_views (Fixture *fixture, gconstpointer data)
{
  DectCanvas *canvas = DECT_CANVAS (fixture->canvas);
  DectLegend *legend = DECT_LEGEND (find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_LEGEND));
  DectCoverageView view;
  DectSnapshot *snapshot;
  guint n_notified = 0;
  double opacity;

  g_signal_connect_swapped (canvas, "notify::coverage", G_CALLBACK (count_cb), &n_notified);
  dect_canvas_place (canvas, 0, (DectPoint){ 3, 4 });
  dect_canvas_place (canvas, 0, (DectPoint){ 9, 4 });
  while (dect_canvas_get_coverage (canvas, &view, &snapshot) == NULL
         || dect_snapshot_count (snapshot, DECT_KIND_RFP) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (view, ==, DECT_COVERAGE_VIEW_BEST);
  for (guint i = 0; i < DECT_COVERAGE_N_VIEWS; i++)
    {
      guint before = n_notified;

      g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.coverage-view", "s",
                                                 dect_coverage_view_id (i)));
      g_assert_nonnull (dect_canvas_get_coverage (canvas, &view, &snapshot));
      g_assert_cmpint (view, ==, i);
      g_assert_cmpint (dect_legend_get_view (legend), ==, i);
      g_assert_true (i == DECT_COVERAGE_VIEW_BEST || n_notified > before);
    }
  g_object_set (canvas, "coverage-opacity", 0.5, NULL);
  g_object_get (canvas, "coverage-opacity", &opacity, NULL);
  g_assert_cmpfloat (opacity, ==, 0.5);
  /* The chain has its part in the legend. */
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.coverage", NULL));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (legend)));
  /* Who chooses a view wants to see it. */
  g_assert_true (gtk_widget_activate_action (fixture->canvas, "canvas.chain", NULL));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (legend)));
  g_assert_true (
      gtk_widget_activate_action (fixture->canvas, "canvas.coverage-view", "s", "count"));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (legend)));
  wait_until_drawn (fixture);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, test) g_test_add ("/ui/canvas/" path, Fixture, NULL, setup, test, teardown)
  ADD ("place", test_place);
  ADD ("accessible", test_accessible);
  ADD ("tools", test_tools);
  ADD ("zoom", test_zoom);
  ADD ("scale", test_scale);
  ADD ("floors", test_floors);
  ADD ("scroll", test_scroll);
  ADD ("pinch", test_pinch);
  ADD ("touch", test_touch);
  ADD ("survey", test_survey);
  ADD ("views", test_views);
  ADD ("zones", test_zones);

  return g_test_run ();
}
