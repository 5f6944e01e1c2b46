/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* The tools of the plan: what they put into the site, by pointer and by keys. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "canvas/dect-canvas-private.h"
#include "canvas/dect-wall-layer.h"
#include "dect-application.h"
#include "dect-tool-options.h"
#include "dect-window.h"
#include "support/ui-support.h"

typedef struct
{
  DectWindow *window;
  DectDocument *document;
  DectSite *site;
  DectHistory *history;
  DectCanvas *canvas;
} Fixture;

static void
settle (Fixture *fixture)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while ((gtk_widget_get_width (GTK_WIDGET (fixture->canvas)) == 0
          || dect_document_is_analysing (fixture->document) || fixture->canvas->fit_pending)
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  fixture->document = dect_document_new ();
  fixture->site = dect_document_get_site (fixture->document);
  fixture->history = dect_document_get_history (fixture->document);
  fixture->window = g_object_ref (dect_window_new (NULL));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 760);
  dect_window_set_document (fixture->window, fixture->document);
  fixture->canvas = DECT_CANVAS (find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_CANVAS));
  gtk_window_present (GTK_WINDOW (fixture->window));
  settle (fixture);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  settle (fixture);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  assert_finalized (fixture->window);
  assert_finalized (fixture->document);
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), action, NULL));
}

static void
use_tool (Fixture *fixture, const char *tool)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.tool", "s", tool));
}

/* Enter, and the arrow keys, as often as that; metres each. */
static void
press_cross (Fixture *fixture)
{
  g_assert_true (dect_canvas_press_cross (fixture->canvas));
}

static void
move_cross (Fixture *fixture, double dx_m, double dy_m)
{
  g_assert_true (dect_canvas_move_cross (fixture->canvas, dx_m, dy_m));
}

/* As the pointer does it, drawn to nothing. */
static void
click (Fixture *fixture, double x, double y)
{
  DectPoint at = { x, y };

  dect_canvas_tool_motion (fixture->canvas, at, GDK_ALT_MASK);
  dect_canvas_tool_press (fixture->canvas, at, GDK_ALT_MASK);
  dect_canvas_tool_release (fixture->canvas, at, GDK_ALT_MASK, FALSE);
}

static void
drag (Fixture *fixture, double x1, double y1, double x2, double y2)
{
  dect_canvas_tool_press (fixture->canvas, (DectPoint){ x1, y1 }, GDK_ALT_MASK);
  dect_canvas_tool_motion (fixture->canvas, (DectPoint){ x2, y2 }, GDK_ALT_MASK);
  dect_canvas_tool_release (fixture->canvas, (DectPoint){ x2, y2 }, GDK_ALT_MASK, TRUE);
}

static guint
count (Fixture *fixture, DectKind kind)
{
  return g_list_model_get_n_items (dect_site_list (fixture->site, kind));
}

static const DectRecord *
get_last (Fixture *fixture, DectKind kind)
{
  GListModel *list = dect_site_list (fixture->site, kind);
  g_autoptr (DectItem) item = g_list_model_get_item (list, g_list_model_get_n_items (list) - 1);

  return dect_item_get_record (item);
}

static guint32
add_wall (Fixture *fixture, double x1, double y1, double x2, double y2)
{
  DectWall *wall = dect_wall_new ();

  wall->floor = dect_document_get_floor (fixture->document);
  wall->x1_m = x1;
  wall->y1_m = y1;
  wall->x2_m = x2;
  wall->y2_m = y2;
  return dect_history_put_one (fixture->history, DECT_RECORD (wall), "Wall", NULL);
}

static guint32
add_door (Fixture *fixture, double x1, double y1, double x2, double y2)
{
  DectOpening *door = dect_opening_new ();

  door->floor = dect_document_get_floor (fixture->document);
  door->x1_m = x1;
  door->y1_m = y1;
  door->x2_m = x2;
  door->y2_m = y2;
  return dect_history_put_one (fixture->history, DECT_RECORD (door), "Door", NULL);
}

static void
assert_wall (Fixture *fixture, guint32 id, double x1, double y1, double x2, double y2)
{
  const DectWall *wall = DECT_WALL (dect_site_find_record (fixture->site, id));

  g_assert_cmpfloat_with_epsilon (wall->x1_m, x1, 1e-6);
  g_assert_cmpfloat_with_epsilon (wall->y1_m, y1, 1e-6);
  g_assert_cmpfloat_with_epsilon (wall->x2_m, x2, 1e-6);
  g_assert_cmpfloat_with_epsilon (wall->y2_m, y2, 1e-6);
}

/* --- Walls -------------------------------------------------------------------------------------- */

static void
test_walls (Fixture *fixture, gconstpointer data)
{
  g_object_set (fixture->canvas, "material", "concrete", NULL);
  use_tool (fixture, "wall");
  click (fixture, 0, 0);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 0);
  click (fixture, 6, 0);
  click (fixture, 6, 4);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 2);
  g_assert_cmpstr (DECT_WALL (get_last (fixture, DECT_KIND_WALL))->material, ==, "concrete");

  /* Backspace takes the last one back, undo the one before, and the row goes on from there. */
  g_assert_true (dect_canvas_tool_key (fixture->canvas, GDK_KEY_BackSpace, 0));
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 1);
  activate (fixture, "win.undo");
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 2);
  activate (fixture, "win.undo");
  activate (fixture, "win.undo");
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 0);
  click (fixture, 0, 5);
  assert_wall (fixture, get_last (fixture, DECT_KIND_WALL)->id, 0, 0, 0, 5);
  click (fixture, 7, 5);
  click (fixture, 7, 2);

  /* C closes; the next click begins another row. */
  g_assert_true (dect_canvas_tool_key (fixture->canvas, GDK_KEY_c, 0));
  assert_wall (fixture, get_last (fixture, DECT_KIND_WALL)->id, 7, 2, 0, 0);
  g_assert_cmpuint (fixture->canvas->sketch->len, ==, 0);
  g_assert_false (dect_canvas_tool_key (fixture->canvas, GDK_KEY_c, 0));

  /* A drag is one wall; a second click on the same place ends the row. */
  drag (fixture, 10, 0, 12, 0);
  assert_wall (fixture, get_last (fixture, DECT_KIND_WALL)->id, 10, 0, 12, 0);
  click (fixture, 12, 0);
  g_assert_cmpuint (fixture->canvas->sketch->len, ==, 0);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 5);

  /* Closed by a click on its start too. */
  click (fixture, 20, 0);
  click (fixture, 24, 0);
  click (fixture, 24, 3);
  click (fixture, 20, 0);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 8);
  g_assert_cmpuint (fixture->canvas->sketch->len, ==, 0);

  /* One Escape is enough, whatever was begun. */
  click (fixture, 30, 0);
  activate (fixture, "plan.escape");
  g_assert_cmpint (dect_canvas_get_tool (fixture->canvas), ==, DECT_TOOL_SELECT);
  g_assert_cmpuint (fixture->canvas->sketch->len, ==, 0);
}

static void
test_wall_keys (Fixture *fixture, gconstpointer data)
{
  const DectWall *wall;

  use_tool (fixture, "wall");
  press_cross (fixture);
  for (guint i = 0; i < 5; i++)
    move_cross (fixture, 1, 0);
  move_cross (fixture, 0, 0.1);
  press_cross (fixture);
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 1);
  wall = DECT_WALL (get_last (fixture, DECT_KIND_WALL));
  g_assert_cmpfloat_with_epsilon (wall->x2_m - wall->x1_m, 5, 1e-6);
  g_assert_cmpfloat_with_epsilon (wall->y2_m - wall->y1_m, 0.1, 1e-6);
  press_cross (fixture);
  g_assert_cmpuint (fixture->canvas->sketch->len, ==, 0);
  /* Selecting has no cross; Control and letters belong to others. */
  g_assert_false (dect_canvas_tool_key (fixture->canvas, GDK_KEY_c, GDK_CONTROL_MASK));
  g_assert_false (dect_canvas_tool_key (fixture->canvas, GDK_KEY_v, 0));
  use_tool (fixture, "select");
  g_assert_false (dect_canvas_move_cross (fixture->canvas, 1, 0));
  g_assert_false (dect_canvas_press_cross (fixture->canvas));
}

/* Without Alt a corner goes to the end of a wall that is there; Shift keeps the line level. */
static void
test_snap (Fixture *fixture, gconstpointer data)
{
  double px = 1;
  DectPoint from = { 0, 3 };
  DectPoint at;

  add_wall (fixture, 0, 0, 8, 0);
  settle (fixture);
  px = 1 / fixture->canvas->view.scale;
  at = dect_canvas_snap (fixture->canvas, (DectPoint){ 8 + 5 * px, 4 * px }, 0, NULL);
  g_assert_cmpfloat (at.x, ==, 8);
  g_assert_cmpfloat (at.y, ==, 0);
  g_assert_cmpint (fixture->canvas->snap.kind, ==, DECT_SNAP_END);
  at = dect_canvas_snap (fixture->canvas, (DectPoint){ 8 + 5 * px, 4 * px }, GDK_ALT_MASK, NULL);
  g_assert_cmpfloat (at.y, ==, 4 * px);
  at = dect_canvas_snap (fixture->canvas, (DectPoint){ 5, 3.4 }, GDK_SHIFT_MASK | GDK_ALT_MASK,
                         &from);
  g_assert_cmpfloat (at.y, ==, 3);
  g_assert_cmpfloat (at.x, ==, 5);

  /* With the walls hidden nothing draws to them. */
  activate (fixture, "canvas.walls");
  at = dect_canvas_snap (fixture->canvas, (DectPoint){ 3.37, 5 * px }, 0, NULL);
  g_assert_cmpint (fixture->canvas->snap.kind, !=, DECT_SNAP_WALL);
}

/* --- Openings ------------------------------------------------------------------------------------ */

static void
test_openings (Fixture *fixture, gconstpointer data)
{
  const DectOpening *opening;

  add_wall (fixture, 0, 0, 8, 0);
  settle (fixture);
  use_tool (fixture, "opening");
  g_object_set (fixture->canvas, "opening-width", 1.2, NULL);
  click (fixture, 3, 0.02);
  opening = DECT_OPENING (get_last (fixture, DECT_KIND_OPENING));
  g_assert_cmpint (opening->kind, ==, DECT_OPENING_DOOR);
  g_assert_cmpfloat_with_epsilon (opening->x1_m, 2.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (opening->x2_m, 3.6, 1e-9);
  g_assert_cmpfloat (opening->y1_m, ==, 0);

  /* Far from any wall nothing happens. */
  click (fixture, 3, 6);
  g_assert_cmpuint (count (fixture, DECT_KIND_OPENING), ==, 1);

  g_object_set (fixture->canvas, "opening-kind", DECT_OPENING_WINDOW, NULL);
  click (fixture, 7.9, 0);
  opening = DECT_OPENING (get_last (fixture, DECT_KIND_OPENING));
  g_assert_cmpint (opening->kind, ==, DECT_OPENING_WINDOW);
  g_assert_cmpfloat_with_epsilon (opening->x2_m, 8, 1e-9);

  /* A stair well is drawn, the corners in any order; too small a one is a slip. */
  g_object_set (fixture->canvas, "opening-kind", DECT_OPENING_STAIR, NULL);
  drag (fixture, 5, 5, 2, 3);
  opening = DECT_OPENING (get_last (fixture, DECT_KIND_OPENING));
  g_assert_cmpint (opening->kind, ==, DECT_OPENING_STAIR);
  g_assert_cmpfloat (opening->x1_m, ==, 2);
  g_assert_cmpfloat (opening->y2_m, ==, 5);
  drag (fixture, 5, 5, 5.1, 5.1);
  g_assert_cmpuint (count (fixture, DECT_KIND_OPENING), ==, 3);
}

/* Doors go with their wall, however it is changed. */
static void
test_carry (Fixture *fixture, gconstpointer data)
{
  guint32 wall = add_wall (fixture, 0, 0, 8, 0), door = add_door (fixture, 2, 0, 3, 0);
  const DectOpening *opening;

  dect_document_select_one (fixture->document, wall);
  dect_canvas_nudge (fixture->canvas, 1, 2);
  assert_wall (fixture, wall, 1, 2, 9, 2);
  opening = DECT_OPENING (dect_site_find_record (fixture->site, door));
  g_assert_cmpfloat (opening->x1_m, ==, 3);
  g_assert_cmpfloat (opening->y1_m, ==, 2);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Move wall");

  fixture->canvas->drag_hit = wall;
  fixture->canvas->drag = DRAG_WALL_END;
  fixture->canvas->drag_corner = 1;
  dect_canvas_begin_move (fixture->canvas);
  dect_canvas_drag_end (fixture->canvas, (DectPoint){ 1, 9 }, GDK_ALT_MASK);
  dect_canvas_end_move (fixture->canvas);
  fixture->canvas->drag = DRAG_NONE;
  assert_wall (fixture, wall, 1, 2, 1, 9);
  opening = DECT_OPENING (dect_site_find_record (fixture->site, door));
  g_assert_cmpfloat_with_epsilon (opening->x2_m, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (opening->y1_m, 4, 1e-9);
  g_assert_cmpfloat_with_epsilon (opening->y2_m, 5, 1e-9);

  /* Alone it slides along. */
  dect_document_select_one (fixture->document, door);
  dect_canvas_nudge (fixture->canvas, 0.3, 1);
  opening = DECT_OPENING (dect_site_find_record (fixture->site, door));
  g_assert_cmpfloat_with_epsilon (opening->x1_m, 1, 1e-9);
  g_assert_cmpfloat_with_epsilon (fmin (opening->y1_m, opening->y2_m), 5, 1e-9);

  dect_document_select_one (fixture->document, wall);
  activate (fixture, "canvas.delete");
  g_assert_cmpuint (count (fixture, DECT_KIND_OPENING), ==, 0);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Remove wall");
}

static void
test_split_and_material (Fixture *fixture, gconstpointer data)
{
  guint32 wall = add_wall (fixture, 0, 0, 8, 0);
  GActionGroup *actions = dect_canvas_get_actions (fixture->canvas);

  g_assert_false (g_action_group_get_action_enabled (actions, "split"));
  dect_document_select_one (fixture->document, wall);
  g_assert_true (g_action_group_get_action_enabled (actions, "split"));
  fixture->canvas->menu_at
      = dect_view_transform_to_widget (&fixture->canvas->view, (DectPoint){ 3, 0.1 });
  activate (fixture, "canvas.split");
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 2);
  assert_wall (fixture, wall, 0, 0, 3, 0);
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (fixture->canvas), "canvas.material", "s", "metal"));
  g_assert_cmpstr (DECT_WALL (dect_site_find_record (fixture->site, wall))->material, ==, "metal");
  activate (fixture, "win.undo");
  g_assert_cmpstr (DECT_WALL (dect_site_find_record (fixture->site, wall))->material, !=, "metal");
}

/* --- Clipboard ----------------------------------------------------------------------------------- */

static void
wait_for (Fixture *fixture, DectKind kind, guint n)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (count (fixture, kind) != n && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count (fixture, kind), ==, n);
}

static void
test_clipboard (Fixture *fixture, gconstpointer data)
{
  guint32 rfp = dect_canvas_place (fixture->canvas, 0, (DectPoint){ 2, 2 });
  guint32 ids[] = { rfp, add_wall (fixture, 0, 0, 8, 0) };
  const DectRfp *copy;
  Fixture other = { 0 };

  add_door (fixture, 2, 0, 3, 0);
  dect_document_select (fixture->document, ids, 2);
  activate (fixture, "canvas.copy");

  /* Beside itself, further each time. */
  activate (fixture, "canvas.paste");
  wait_for (fixture, DECT_KIND_RFP, 2);
  activate (fixture, "canvas.paste");
  wait_for (fixture, DECT_KIND_RFP, 3);
  copy = DECT_RFP (get_last (fixture, DECT_KIND_RFP));
  g_assert_cmpfloat (copy->x_m, ==, 4);
  g_assert_cmpint (copy->number, ==, 3);
  g_assert_cmpuint (count (fixture, DECT_KIND_OPENING), ==, 3);
  g_assert_true (dect_document_is_selected (fixture->document, copy->head.id));

  /* On another floor in the same place. */
  activate (fixture, "plan.add-floor");
  activate (fixture, "canvas.paste");
  wait_for (fixture, DECT_KIND_RFP, 4);
  copy = DECT_RFP (get_last (fixture, DECT_KIND_RFP));
  g_assert_cmpfloat (copy->x_m, ==, 2);
  g_assert_cmpuint (copy->floor, ==, dect_document_get_floor (fixture->document));
  activate (fixture, "canvas.duplicate");
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 5);

  /* And in another window. */
  setup (&other, NULL);
  activate (&other, "canvas.paste");
  wait_for (&other, DECT_KIND_RFP, 1);
  g_assert_cmpuint (count (&other, DECT_KIND_OPENING), ==, 1);
  g_assert_cmpint (DECT_RFP (get_last (&other, DECT_KIND_RFP))->role, ==, DECT_ROLE_NORMAL);
  teardown (&other, NULL);

  activate (fixture, "canvas.cut");
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 4);
}

/* Text on the clipboard is nothing of a plan: a word, and no harm done. */
static void
test_paste_text (Fixture *fixture, gconstpointer data)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (fixture->canvas)), "1\t2\n3");
  activate (fixture, "canvas.paste");
  settle (fixture);
  g_assert_cmpuint (count (fixture, DECT_KIND_RFP), ==, 0);
  g_assert_false (dect_history_can_undo (fixture->history));
}

/* A picture on the clipboard is a plan, with the same key. */
static void
test_paste_image (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_malloc0 (60 * 40 * 4), 60 * 40 * 4);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (60, 40, GDK_MEMORY_DEFAULT, bytes, 240);
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  guint32 floor = dect_document_get_floor (fixture->document);

  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (fixture->canvas)), texture);
  activate (fixture, "canvas.paste");
  while (DECT_FLOOR (dect_site_find_record (fixture->site, floor))->plan == NULL
         && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (DECT_FLOOR (dect_site_find_record (fixture->site, floor))->plan);
}

/* --- Notes --------------------------------------------------------------------------------------- */

static void
type_note (Fixture *fixture, const char *text)
{
  GtkWidget *view;

  g_assert_nonnull (fixture->canvas->popover);
  view = find_widget (fixture->canvas->popover, GTK_TYPE_TEXT_VIEW);
  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Text of the note");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  dect_canvas_end_question (fixture->canvas);
  g_assert_null (fixture->canvas->popover);
  settle (fixture);
}

static void
test_note (Fixture *fixture, gconstpointer data)
{
  const DectRemark *remark;
  GtkWidget *marker;
  guint32 id;
  DectPoint at;

  /* Without a word there is no note. */
  use_tool (fixture, "note");
  click (fixture, 4, 3);
  type_note (fixture, " \n ");
  g_assert_cmpuint (count (fixture, DECT_KIND_REMARK), ==, 0);
  g_assert_false (dect_history_can_undo (fixture->history));
  g_assert_cmpint (dect_canvas_get_tool (fixture->canvas), ==, DECT_TOOL_NOTE);

  click (fixture, 4, 3);
  type_note (fixture, "Gas pipe\nNo drilling\r\n");
  g_assert_cmpint (dect_canvas_get_tool (fixture->canvas), ==, DECT_TOOL_SELECT);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Add a note");
  remark = DECT_REMARK (get_last (fixture, DECT_KIND_REMARK));
  id = remark->head.id;
  g_assert_cmpstr (remark->text, ==, "Gas pipe\nNo drilling");
  g_assert_cmpfloat_with_epsilon (remark->x_m, 4, 1e-9);
  g_assert_cmpuint (remark->floor, ==, dect_document_get_floor (fixture->document));
  g_assert_true (dect_document_is_selected (fixture->document, id));

  marker = g_hash_table_lookup (fixture->canvas->remarks, GUINT_TO_POINTER (id));
  gtk_test_accessible_assert_role (marker, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (marker, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Gas pipe\nNo drilling");
  gtk_test_accessible_assert_state (marker, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  g_assert_true (gtk_widget_has_focus (marker));

  /* Its slip, right of its place, is where it is taken; the tool changes it there. */
  at = dect_view_transform_to_widget (&fixture->canvas->view, (DectPoint){ 4, 3 });
  g_assert_cmpuint (dect_canvas_remark_at (fixture->canvas, (DectPoint){ at.x + 30, at.y + 12 }),
                    ==, id);
  g_assert_cmpuint (dect_canvas_remark_at (fixture->canvas, (DectPoint){ at.x - 30, at.y }), ==, 0);
  use_tool (fixture, "note");
  click (fixture, 4, 3);
  type_note (fixture, "Water pipe");
  g_assert_cmpuint (count (fixture, DECT_KIND_REMARK), ==, 1);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Change note Gas pipe");
  gtk_test_accessible_assert_property (marker, GTK_ACCESSIBLE_PROPERTY_LABEL, "Water pipe");

  /* Nudged, duplicated, emptied, removed. */
  dect_canvas_nudge (fixture->canvas, 1, -1);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Move note Water pipe");
  g_assert_cmpfloat_with_epsilon (DECT_REMARK (dect_site_find_record (fixture->site, id))->y_m, 2,
                                  1e-9);
  activate (fixture, "canvas.duplicate");
  g_assert_cmpuint (count (fixture, DECT_KIND_REMARK), ==, 2);
  g_assert_cmpfloat_with_epsilon (DECT_REMARK (get_last (fixture, DECT_KIND_REMARK))->x_m, 6, 1e-9);
  activate (fixture, "canvas.edit-note");
  type_note (fixture, "");
  g_assert_cmpuint (count (fixture, DECT_KIND_REMARK), ==, 1);
  g_assert_cmpstr (dect_history_get_undo_label (fixture->history), ==, "Remove note Water pipe");
  dect_document_select_one (fixture->document, id);
  activate (fixture, "canvas.delete");
  g_assert_cmpuint (count (fixture, DECT_KIND_REMARK), ==, 0);
  g_assert_cmpuint (g_hash_table_size (fixture->canvas->remarks), ==, 0);
  dect_history_undo (fixture->history);
  g_assert_cmpuint (g_hash_table_size (fixture->canvas->remarks), ==, 1);
}

/* Without the mouse: the cross is moved and Enter begins it. */
static void
test_note_keys (Fixture *fixture, gconstpointer data)
{
  const DectRemark *remark;
  g_autofree char *long_text = g_strnfill (500000, 'x');

  use_tool (fixture, "note");
  move_cross (fixture, 0.1, 0);
  press_cross (fixture);
  type_note (fixture, "By keys");
  remark = DECT_REMARK (get_last (fixture, DECT_KIND_REMARK));
  g_assert_cmpfloat_with_epsilon (remark->x_m, fixture->canvas->cross.x, 0.006);
  g_assert_cmpstr (remark->text, ==, "By keys");

  /* A spreadsheet pasted by mistake is cut to what a file may hold. */
  activate (fixture, "canvas.edit-note");
  type_note (fixture, long_text);
  remark = DECT_REMARK (get_last (fixture, DECT_KIND_REMARK));
  g_assert_cmpuint (strlen (remark->text), ==, 2000);
}

/* --- Several ------------------------------------------------------------------------------------- */

static void
band (Fixture *fixture, double x1, double y1, double x2, double y2)
{
  fixture->canvas->drag_start
      = dect_view_transform_to_widget (&fixture->canvas->view, (DectPoint){ x1, y1 });
  fixture->canvas->drag_now
      = dect_view_transform_to_widget (&fixture->canvas->view, (DectPoint){ x2, y2 });
  g_array_set_size (fixture->canvas->band_base, 0);
  dect_canvas_update_band (fixture->canvas);
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  guint32 rfp = dect_canvas_place (fixture->canvas, 0, (DectPoint){ 1, 1 });
  guint32 note = dect_canvas_put_remark (fixture->canvas, 0, (DectPoint){ 2, 1 }, "Here");
  guint32 wall = add_wall (fixture, 0, 3, 8, 3), stair;
  guint n;

  dect_canvas_add_zone (fixture->canvas, (DectPoint){ 0, 0 }, (DectPoint){ 9, 9 });
  use_tool (fixture, "opening");
  g_object_set (fixture->canvas, "opening-kind", DECT_OPENING_STAIR, NULL);
  drag (fixture, 4, 4, 8, 8);
  stair = get_last (fixture, DECT_KIND_OPENING)->id;
  settle (fixture);
  use_tool (fixture, "select");

  /* Far from the diagonal, within the rectangle; beside it nothing. */
  band (fixture, 7, 4.2, 7.8, 4.8);
  dect_document_get_selection (fixture->document, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_true (dect_document_is_selected (fixture->document, stair));
  band (fixture, 8.2, 4.2, 9, 4.8);
  dect_document_get_selection (fixture->document, &n);
  g_assert_cmpuint (n, ==, 0);
  /* The others as a whole: not the wall that is half inside. */
  band (fixture, 0.5, 0.5, 5, 3.5);
  dect_document_get_selection (fixture->document, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (dect_document_is_selected (fixture->document, rfp));
  g_assert_true (dect_document_is_selected (fixture->document, note));

  activate (fixture, "canvas.select-all");
  dect_document_get_selection (fixture->document, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_true (dect_document_is_selected (fixture->document, wall));
  /* What is not shown is left out. */
  activate (fixture, "canvas.walls");
  activate (fixture, "canvas.zones");
  activate (fixture, "canvas.select-all");
  dect_document_get_selection (fixture->document, &n);
  g_assert_cmpuint (n, ==, 2);
}

/* --- Lines --------------------------------------------------------------------------------------- */

static void
test_measure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *hint = NULL;

  use_tool (fixture, "measure");
  click (fixture, 0, 0);
  click (fixture, 3, 4);
  g_object_get (fixture->canvas, "hint", &hint, NULL);
  g_assert_cmpstr (hint, ==, "5.00 m (3.00 m across, 4.00 m along)");
  g_assert_false (dect_history_can_undo (fixture->history));
}

static void
test_scale (Fixture *fixture, gconstpointer data)
{
  static const char svg[] = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 200'/>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (svg, sizeof svg - 1);
  g_autofree char *name = dect_site_add_blob (fixture->site, bytes, "svg");
  guint32 id = dect_document_get_floor (fixture->document);
  DectFloor *floor = dect_floor_copy (DECT_FLOOR (dect_site_find_record (fixture->site, id)));
  GtkWidget *entry;

  dect_set_str (&floor->plan, name);
  dect_history_put_one (fixture->history, DECT_RECORD (floor), "Import", NULL);
  settle (fixture);
  use_tool (fixture, "scale");
  click (fixture, 0, 0);
  g_assert_null (fixture->canvas->popover);
  click (fixture, 4, 0);
  g_assert_nonnull (fixture->canvas->popover);
  entry = find_widget (fixture->canvas->popover, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "nonsense");
  g_signal_emit_by_name (entry, "activate");
  g_assert_nonnull (fixture->canvas->popover);
  gtk_editable_set_text (GTK_EDITABLE (entry), "20");
  g_signal_emit_by_name (entry, "activate");
  g_assert_null (fixture->canvas->popover);
  floor = (DectFloor *) dect_site_find_record (fixture->site, id);
  g_assert_cmpfloat_with_epsilon (floor->plan_scale_m, 0.1, 1e-9);
  g_assert_cmpint (dect_canvas_get_tool (fixture->canvas), ==, DECT_TOOL_SELECT);
}

static void
test_align (Fixture *fixture, gconstpointer data)
{
  guint32 upper;
  const DectFloor *floor;

  use_tool (fixture, "align");
  click (fixture, 0, 0);
  g_assert_cmpuint (fixture->canvas->sketch->len, ==, 0); /* nothing is below */
  activate (fixture, "plan.add-floor");
  upper = dect_document_get_floor (fixture->document);
  use_tool (fixture, "align");
  g_assert_true (dect_layer_get_visible (fixture->canvas->layers[LAYER_BELOW_WALLS]));
  click (fixture, 1, 1);
  click (fixture, 4, 3);
  click (fixture, 1.1, 1); /* too near to the first to tell a direction */
  g_assert_cmpuint (fixture->canvas->sketch->len, ==, 2);
  click (fixture, 11, 1);
  g_assert_true (dect_canvas_tool_key (fixture->canvas, GDK_KEY_BackSpace, 0));
  click (fixture, 21, 1);
  click (fixture, 24, 3);
  floor = DECT_FLOOR (dect_site_find_record (fixture->site, upper));
  g_assert_cmpfloat_with_epsilon (floor->offset_x_m, 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (floor->offset_y_m, 2, 1e-9);
  g_assert_cmpint (dect_canvas_get_tool (fixture->canvas), ==, DECT_TOOL_SELECT);
}

static void
test_link (Fixture *fixture, gconstpointer data)
{
  guint32 a = dect_canvas_place (fixture->canvas, 0, (DectPoint){ 2, 2 });
  guint32 b = dect_canvas_place (fixture->canvas, 0, (DectPoint){ 12, 2 });
  const DectLink *link;
  GtkWidget *entry;

  use_tool (fixture, "link");
  drag (fixture, 2, 2, 12, 2);
  g_assert_nonnull (fixture->canvas->popover);
  entry = find_widget (fixture->canvas->popover, GTK_TYPE_ENTRY);
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (count (fixture, DECT_KIND_LINK), ==, 0); /* a measured one has a level */
  gtk_editable_set_text (GTK_EDITABLE (entry), "-68");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (count (fixture, DECT_KIND_LINK), ==, 1);
  link = DECT_LINK (get_last (fixture, DECT_KIND_LINK));
  g_assert_cmpuint (link->from, ==, a);
  g_assert_cmpuint (link->to, ==, b);
  g_assert_cmpfloat (link->rssi_dbm, ==, -68);
  settle (fixture);

  /* The same way again changes what is known, by two clicks as well. */
  click (fixture, 2, 2);
  click (fixture, 12, 2);
  entry = find_widget (fixture->canvas->popover, GTK_TYPE_ENTRY);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "-68");
  gtk_editable_set_text (GTK_EDITABLE (entry), "-71");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpuint (count (fixture, DECT_KIND_LINK), ==, 1);
  settle (fixture);
}

/* --- For the keyboard and a screen reader -------------------------------------------------------- */

static void
test_shape_cursor (Fixture *fixture, gconstpointer data)
{
  GtkWidget *cursor = fixture->canvas->cursors[DECT_SHAPE_WALL];
  guint n_children = 0;

  g_assert_false (gtk_widget_get_visible (cursor));
  dect_history_begin (fixture->history, "Many", NULL);
  for (guint i = 0; i < 3000; i++)
    {
      DectWall *wall = dect_wall_new ();

      wall->floor = dect_document_get_floor (fixture->document);
      wall->x1_m = wall->x2_m = i % 60;
      wall->y1_m = i / 60;
      wall->y2_m = wall->y1_m + 0.8;
      dect_history_put (fixture->history, DECT_RECORD (wall));
    }
  dect_history_commit (fixture->history);
  settle (fixture);

  /* However many walls there are, the canvas has one child for them. */
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->canvas)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_children++;
  g_assert_cmpuint (n_children, <=, 4);
  g_assert_true (gtk_widget_get_visible (cursor));
  g_assert_false (gtk_widget_get_visible (fixture->canvas->cursors[DECT_SHAPE_OPENING]));
  gtk_test_accessible_assert_role (cursor, GTK_ACCESSIBLE_ROLE_BUTTON);
  gtk_test_accessible_assert_property (cursor, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wall 1 of 3000, Brick 10 to 12 cm");
  gtk_widget_grab_focus (cursor);
  g_assert_true (dect_document_is_selected (fixture->document,
                                            dect_shape_cursor_get_id (DECT_SHAPE_CURSOR (cursor))));
  gtk_test_accessible_assert_state (cursor, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  dect_shape_cursor_go (DECT_SHAPE_CURSOR (cursor), 1);
  dect_shape_cursor_go (DECT_SHAPE_CURSOR (cursor), 1);
  gtk_test_accessible_assert_property (
      cursor, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "0.8 m long, from x 2.0 m, y 0.0 m to x 2.0 m, y 0.8 m. Page Down and Page Up go to the "
      "others.");
  dect_shape_cursor_go (DECT_SHAPE_CURSOR (cursor), G_MAXINT);
  gtk_test_accessible_assert_property (cursor, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wall 3000 of 3000, Brick 10 to 12 cm");
  activate (fixture, "canvas.delete");
  g_assert_cmpuint (count (fixture, DECT_KIND_WALL), ==, 2999);
  gtk_test_accessible_assert_property (cursor, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wall 1 of 2999, Brick 10 to 12 cm");

  /* Hidden walls are not reached. */
  activate (fixture, "canvas.walls");
  g_assert_false (gtk_widget_get_visible (cursor));
}

/* Where the focus goes the picture follows. */
static void
test_reveal (Fixture *fixture, gconstpointer data)
{
  guint32 id = add_wall (fixture, 300, 200, 304, 200);
  DectPoint at;

  settle (fixture);
  fixture->canvas->view = (DectViewTransform){ 20, 100, 100 };
  dect_canvas_stop_fitting (fixture->canvas);
  gtk_widget_grab_focus (dect_canvas_shape_cursor (fixture->canvas, id));
  at = dect_view_transform_to_widget (&fixture->canvas->view, (DectPoint){ 302, 200 });
  g_assert_cmpfloat (at.x, >, 0);
  g_assert_cmpfloat (at.x, <, gtk_widget_get_width (GTK_WIDGET (fixture->canvas)));
  dect_document_select_one (fixture->document, id);
  activate (fixture, "canvas.zoom-selection");
  g_assert_cmpfloat (fixture->canvas->view.scale, >, 20);
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  GtkWidget *options = find_widget (GTK_WIDGET (fixture->window), DECT_TYPE_TOOL_OPTIONS);
  g_autofree char *material = NULL;
  GtkWidget *drop;

  g_assert_false (gtk_widget_get_visible (options));
  use_tool (fixture, "wall");
  g_assert_true (gtk_widget_get_visible (options));
  drop = find_widget (options, GTK_TYPE_DROP_DOWN);
  g_assert_true (gtk_widget_get_visible (drop));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop), 0);
  g_object_get (fixture->canvas, "material", &material, NULL);
  g_assert_cmpstr (material, ==, "glass");
  use_tool (fixture, "measure");
  g_assert_false (gtk_widget_get_visible (drop));
  activate (fixture, "plan.escape");
  g_assert_false (gtk_widget_get_visible (options));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  dect_ui_init ();

#define ADD(path, test) g_test_add ("/ui/tools/" path, Fixture, NULL, setup, test, teardown)
  ADD ("walls", test_walls);
  ADD ("wall-keys", test_wall_keys);
  ADD ("snap", test_snap);
  ADD ("openings", test_openings);
  ADD ("carry", test_carry);
  ADD ("split-and-material", test_split_and_material);
  ADD ("clipboard", test_clipboard);
  ADD ("paste-text", test_paste_text);
  ADD ("paste-image", test_paste_image);
  ADD ("note", test_note);
  ADD ("note-keys", test_note_keys);
  ADD ("several", test_several);
  ADD ("measure", test_measure);
  ADD ("scale", test_scale);
  ADD ("align", test_align);
  ADD ("link", test_link);
  ADD ("shape-cursor", test_shape_cursor);
  ADD ("reveal", test_reveal);
  ADD ("options", test_options);

  return g_test_run ();
}
