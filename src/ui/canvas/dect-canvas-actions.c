/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include "canvas/dect-coverage-layer.h"
#include "dect-set-field.h"

/* Metres of one arrow key, and with Shift. */
#define NUDGE_M 0.1
#define NUDGE_FAR_M 1.0
/* Pixels the picture moves at an arrow key when nothing is selected. */
#define PAN_PX 48

void
dect_canvas_zoom_by (DectCanvas *self, double factor)
{
  DectPoint middle = { gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                       gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 };

  dect_canvas_stop_fitting (self);
  dect_view_transform_zoom_at (&self->view, middle, factor);
  dect_canvas_view_changed (self);
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  dect_canvas_zoom_by (user_data, 1.25);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  dect_canvas_zoom_by (user_data, 1 / 1.25);
}

static void
zoom_original_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  dect_canvas_zoom_by (user_data, 100 / dect_canvas_get_zoom (user_data));
}

static void
place_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DectCanvas *self = user_data;

  dect_canvas_set_tool (self, DECT_TOOL_RFP);
  self->placing = g_variant_get_uint32 (parameter);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* For the keyboard: into the middle of what is seen of the plan, beside what stands there already.
 */
static void
place_here_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DectCanvas *self = user_data;
  DectPoint at = dect_canvas_middle (self);

  if (self->tool == DECT_TOOL_ZONE)
    {
      double reach_m = MIN (gtk_widget_get_width (GTK_WIDGET (self)),
                            gtk_widget_get_height (GTK_WIDGET (self)))
                       / 6.0 / self->view.scale;

      dect_canvas_add_zone (self, (DectPoint){ at.x - reach_m, at.y - reach_m },
                            (DectPoint){ at.x + reach_m, at.y + reach_m });
      return;
    }
  dect_canvas_place_next (self, dect_canvas_beside_markers (self, at));
}

/* Commands that are one function of the canvas, without a parameter. */
static const struct
{
  const char *name;
  void (*run) (DectCanvas *self);
} commands[] = {
  { "zoom-fit", dect_canvas_fit },
  { "zoom-selection", dect_canvas_fit_selection },
  { "select-all", dect_canvas_select_all },
  { "cut", dect_canvas_cut },
  { "copy", dect_canvas_copy },
  { "paste", dect_canvas_paste },
  { "duplicate", dect_canvas_duplicate },
  { "delete", dect_canvas_delete },
  { "unplace", dect_canvas_unplace },
  { "what-if", dect_canvas_what_if },
};

static void
command_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, g_action_get_name (G_ACTION (action))))
      commands[i].run (user_data);
}

static void
edit_note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DectCanvas *self = user_data;
  DectItem *item = dect_document_get_selected (self->document);

  if (item != NULL)
    dect_canvas_ask_note (self, dect_item_get_id (item), (DectPoint){ 0, 0 });
}

/* Where the menu was opened. */
static void
split_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  DectCanvas *self = user_data;

  dect_canvas_split (self, dect_view_transform_to_plan (&self->view, self->menu_at));
}

static void
change_material_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  DectCanvas *self = user_data;

  g_object_set (self, "material", g_variant_get_string (value, NULL), NULL);
  if (self->tool == DECT_TOOL_SELECT)
    dect_canvas_set_walls_material (self, self->material);
}

static void
change_role_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  DectCanvas *self = user_data;
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  if (n_ids == 1)
    dect_set_field (GTK_WIDGET (self), dect_document_get_site (self->document), ids, 1,
                    dect_kind_field (DECT_KIND_RFP, "role"), g_variant_get_string (value, NULL),
                    NULL);
}

static void
change_tool_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  DectCanvas *self = user_data;

  g_object_set (self, "tool", g_variant_get_string (value, NULL), NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* Of a property of the canvas with the same name. No GPropertyAction: that would hold the canvas.
 */
static void
change_property_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_object_set (user_data, g_action_get_name (G_ACTION (action)), g_variant_get_boolean (value),
                NULL);
}

static void
change_view_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  DectCanvas *self = user_data;
  DectCoverageView view;

  if (!dect_coverage_view_from_id (g_variant_get_string (value, NULL), &view))
    return;
  dect_coverage_layer_set_view (DECT_COVERAGE_LAYER (self->layers[LAYER_COVERAGE]), view);
  dect_layer_set_visible (self->layers[LAYER_COVERAGE], TRUE);
  g_simple_action_set_state (action, value);
}

static const GActionEntry entries[] = {
  { "tool", NULL, "s", "'select'", change_tool_cb },
  { "labels", NULL, NULL, "true", change_property_cb },
  { "zones", NULL, NULL, "true", change_property_cb },
  { "notes", NULL, NULL, "true", change_property_cb },
  { "survey", NULL, NULL, "true", change_property_cb },
  { "rulers", NULL, NULL, "true", change_property_cb },
  { "below", NULL, NULL, "false", change_property_cb },
  { "coverage-view", NULL, "s", "'best'", change_view_cb },
  { "zoom-in", zoom_in_cb },
  { "zoom-out", zoom_out_cb },
  { "zoom-fit", command_cb },
  { "zoom-original", zoom_original_cb },
  { "place", place_cb, "u" },
  { "place-here", place_here_cb },
  { "select-all", command_cb },
  { "zoom-selection", command_cb },
  { "cut", command_cb },
  { "copy", command_cb },
  { "paste", command_cb },
  { "duplicate", command_cb },
  { "edit-note", edit_note_cb },
  { "split", split_cb },
  { "material", NULL, "s", "''", change_material_cb },
  { "role", NULL, "s", "''", change_role_cb },
  { "delete", command_cb },
  { "unplace", command_cb },
  { "what-if", command_cb },
};

static void
add_property (DectCanvas *self, const char *name, gpointer object, const char *property)
{
  g_autoptr (GPropertyAction) action = g_property_action_new (name, object, property);

  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

void
dect_canvas_init_actions (DectCanvas *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  add_property (self, "coverage", self->layers[LAYER_COVERAGE], "visible");
  add_property (self, "chain", self->layers[LAYER_CHAIN], "visible");
  add_property (self, "walls", self->layers[LAYER_WALLS], "visible");
  dect_canvas_update_actions (self);
}

void
dect_canvas_set_action_state (DectCanvas *self, const char *name, GVariant *state)
{
  GAction *action = self->actions != NULL
                        ? g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)
                        : NULL;

  g_variant_ref_sink (state);
  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
  g_variant_unref (state);
}

static void
set_enabled (DectCanvas *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static gboolean
has_selected (DectCanvas *self, DectKind kind)
{
  DectSite *site = dect_document_get_site (self->document);
  guint n_ids;
  const guint32 *ids = dect_document_get_selection (self->document, &n_ids);

  for (guint i = 0; i < n_ids; i++)
    {
      const DectRecord *record = dect_site_find_record (site, ids[i]);

      if (record != NULL && record->kind == kind)
        return TRUE;
    }
  return FALSE;
}

void
dect_canvas_update_actions (DectCanvas *self)
{
  static const char *const of_selection[]
      = { "delete", "cut", "copy", "duplicate", "zoom-selection" };
  gboolean has_floor = self->document != NULL && self->floor != 0;
  guint n_selected = 0;

  if (self->document != NULL)
    dect_document_get_selection (self->document, &n_selected);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    set_enabled (self, entries[i].name, has_floor);
  for (guint i = 0; i < G_N_ELEMENTS (of_selection); i++)
    set_enabled (self, of_selection[i], has_floor && n_selected > 0);
  set_enabled (self, "edit-note",
               has_floor && n_selected == 1 && has_selected (self, DECT_KIND_REMARK));
  set_enabled (self, "split", has_floor && n_selected == 1 && has_selected (self, DECT_KIND_WALL));
  set_enabled (self, "role", has_floor && n_selected == 1 && has_selected (self, DECT_KIND_RFP));
  set_enabled (self, "unplace", has_floor && has_selected (self, DECT_KIND_RFP));
  set_enabled (self, "what-if", has_floor && has_selected (self, DECT_KIND_RFP));
}

/* --- Keys of the canvas and its base stations ----------------------------------------------------
 */

static gboolean
arrow_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  DectCanvas *self = DECT_CANVAS (widget);
  gint dx, dy;
  gboolean far;
  guint n_selected = 0;
  double step;

  g_variant_get (args, "(iib)", &dx, &dy, &far);
  if (self->document == NULL)
    return FALSE;
  step = far ? NUDGE_FAR_M : NUDGE_M;
  if (self->popover == NULL && dect_canvas_move_cross (self, dx * step, dy * step))
    return TRUE;
  dect_document_get_selection (self->document, &n_selected);
  if (n_selected == 0)
    {
      dect_canvas_stop_fitting (self);
      dect_view_transform_pan (&self->view, -dx * PAN_PX, -dy * PAN_PX);
      dect_canvas_view_changed (self);
      return TRUE;
    }
  dect_canvas_nudge (self, dx * step, dy * step);
  return TRUE;
}

static gboolean
enter_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  DectCanvas *self = DECT_CANVAS (widget);

  if (self->tool == DECT_TOOL_SELECT && self->document != NULL)
    return gtk_widget_activate_action (widget, "plan.inspect", NULL);
  if (self->popover == NULL && dect_canvas_press_cross (self))
    return TRUE;
  if (self->tool != DECT_TOOL_ZONE || self->document == NULL)
    return FALSE;
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), "place-here", NULL);
  return TRUE;
}

/* A key that does what an action does, while that is enabled. */
static gboolean
action_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  GActionGroup *actions = G_ACTION_GROUP (DECT_CANVAS (widget)->actions);
  const char *name = g_variant_get_string (args, NULL);

  if (!g_action_group_get_action_enabled (actions, name))
    return FALSE;
  g_action_group_activate_action (actions, name, NULL);
  return TRUE;
}

void
dect_canvas_install_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key, keypad;
    gint dx, dy;
  } arrows[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0 },
    { GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0 },
    { GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1 },
    { GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1 },
  };
  static const struct
  {
    guint key;
    GdkModifierType state;
    const char *action;
  } keys[] = {
    { GDK_KEY_Delete, 0, "delete" },          { GDK_KEY_KP_Delete, 0, "delete" },
    { GDK_KEY_BackSpace, 0, "delete" },       { GDK_KEY_a, GDK_CONTROL_MASK, "select-all" },
    { GDK_KEY_x, GDK_CONTROL_MASK, "cut" },   { GDK_KEY_c, GDK_CONTROL_MASK, "copy" },
    { GDK_KEY_v, GDK_CONTROL_MASK, "paste" }, { GDK_KEY_d, GDK_CONTROL_MASK, "duplicate" },
    { GDK_KEY_F2, 0, "edit-note" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    for (guint far = 0; far < 2; far++)
      {
        GdkModifierType state = far ? GDK_SHIFT_MASK : 0;

        gtk_widget_class_add_binding (widget_class, arrows[i].key, state, arrow_cb, "(iib)",
                                      arrows[i].dx, arrows[i].dy, far);
        gtk_widget_class_add_binding (widget_class, arrows[i].keypad, state, arrow_cb, "(iib)",
                                      arrows[i].dx, arrows[i].dy, far);
      }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, enter_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, enter_cb, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, keys[i].state, action_key_cb, "s",
                                  keys[i].action);
}
