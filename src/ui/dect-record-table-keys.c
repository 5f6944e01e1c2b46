/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-record-table-private.h"

/* Rows that Page Up and Page Down go, at least. */
#define PAGE_ROWS 5

/* --- Cells --------------------------------------------------------------------------------------- */

static DectFieldCell *
find_cell (DectRecordTable *self, DectItem *item, const DectField *field)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      DectFieldCell *cell = self->cells->pdata[i];

      if (dect_field_cell_get_item (cell) == item && dect_field_cell_get_field (cell) == field)
        return cell;
    }
  return NULL;
}

DectFieldCell *
dect_record_table_focused_cell (DectRecordTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, DECT_TYPE_FIELD_CELL) : NULL;

  return cell != NULL && gtk_widget_is_ancestor (cell, GTK_WIDGET (self)) ? DECT_FIELD_CELL (cell)
                                                                          : NULL;
}

guint
dect_record_table_find_position (DectRecordTable *self, guint32 id)
{
  GListModel *rows = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rows, i);

      if (dect_item_get_id (item) == id)
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static GtkWidget *
list_view (DectRecordTable *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->view));

  while (child != NULL && !GTK_IS_LIST_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

DectFieldCell *
dect_record_table_reveal (DectRecordTable *self, guint position, const DectField *field)
{
  g_autoptr (DectItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return NULL;
  /* gtk_column_view_scroll_to () is of 4.12; the list inside has the action. It makes the row's
   * widgets at once. */
  gtk_widget_activate_action (list_view (self), "list.scroll-to-item", "u", position);
  return find_cell (self, item, field);
}

DectFieldCell *
dect_record_table_go_to (
    DectRecordTable *self, guint position, const DectField *field, gboolean modify, gboolean extend)
{
  DectFieldCell *cell;

  if (position >= g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    return NULL;
  if (extend || !modify)
    gtk_widget_activate_action (list_view (self), "list.select-item", "(ubb)", position, modify,
                                extend);
  cell = dect_record_table_reveal (self, position, field);
  if (cell != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (cell));
  self->current = field;
  return cell;
}

/* --- Going about --------------------------------------------------------------------------------- */

static guint
position_of (DectRecordTable *self, DectFieldCell *cell)
{
  DectItem *item = dect_field_cell_get_item (cell);

  return item != NULL ? dect_record_table_find_position (self, dect_item_get_id (item))
                      : GTK_INVALID_LIST_POSITION;
}

static gint
column_of (GPtrArray *fields, const DectField *field)
{
  guint i;

  return g_ptr_array_find (fields, field, &i) ? (gint) i : 0;
}

/* A cell to the right or left; @wrap: on into the next row. */
static gboolean
go_sideways (DectRecordTable *self, DectFieldCell *cell, gint step, gboolean wrap)
{
  g_autoptr (GPtrArray) fields = dect_record_table_visible_fields (self);
  guint position = position_of (self, cell);
  gint column = column_of (fields, dect_field_cell_get_field (cell)) + step;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  if (column < 0 || column >= (gint) fields->len)
    {
      if (!wrap || (step < 0 && position == 0) || (step > 0 && position + 1 >= n))
        return FALSE;
      position = step > 0 ? position + 1 : position - 1;
      column = step > 0 ? 0 : (gint) fields->len - 1;
      return dect_record_table_go_to (self, position, fields->pdata[column], FALSE, FALSE) != NULL;
    }
  return dect_record_table_go_to (self, position, fields->pdata[column], TRUE, FALSE) != NULL;
}

static gboolean
go_up_or_down (DectRecordTable *self, DectFieldCell *cell, gint step, GdkModifierType state)
{
  guint position = position_of (self, cell);
  gint n = (gint) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  gint target;

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;
  target = CLAMP ((gint) position + CLAMP (step, -n, n), 0, n - 1);
  dect_record_table_go_to (self, (guint) target, dect_field_cell_get_field (cell),
                           (state & GDK_CONTROL_MASK) != 0, (state & GDK_SHIFT_MASK) != 0);
  return TRUE;
}

void
dect_record_table_cell_done (DectFieldCell *cell, int move, gpointer table)
{
  DectRecordTable *self = table;

  if (move == DECT_CELL_BELOW)
    go_up_or_down (self, cell, 1, 0);
  else if (move == DECT_CELL_NEXT)
    go_sideways (self, cell, 1, TRUE);
  else if (move == DECT_CELL_PREVIOUS)
    go_sideways (self, cell, -1, TRUE);
}

static gint
page_rows (DectRecordTable *self, DectFieldCell *cell)
{
  int row = gtk_widget_get_height (gtk_widget_get_parent (GTK_WIDGET (cell)));

  return MAX (gtk_widget_get_height (GTK_WIDGET (self->view)) / MAX (row, 1) - 2, PAGE_ROWS);
}

static gboolean
move_key (DectRecordTable *self, DectFieldCell *cell, guint keyval, GdkModifierType state)
{
  gboolean to_left = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return go_up_or_down (self, cell, -1, state);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return go_up_or_down (self, cell, 1, state);
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      return go_up_or_down (self, cell, -page_rows (self, cell), state);
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      return go_up_or_down (self, cell, page_rows (self, cell), state);
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      return go_up_or_down (self, cell, -G_MAXINT, state & GDK_SHIFT_MASK);
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      return go_up_or_down (self, cell, G_MAXINT, state & GDK_SHIFT_MASK);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      go_sideways (self, cell, to_left ? 1 : -1, FALSE);
      return TRUE;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      go_sideways (self, cell, to_left ? -1 : 1, FALSE);
      return TRUE;
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      /* Control+Tab leaves the table from anywhere in it. */
      return (state & GDK_CONTROL_MASK) == 0
             && go_sideways (self, cell, (state & GDK_SHIFT_MASK) != 0 ? -1 : 1, TRUE);
    case GDK_KEY_ISO_Left_Tab:
      return (state & GDK_CONTROL_MASK) == 0 && go_sideways (self, cell, -1, TRUE);
    default:
      return FALSE;
    }
}

/* --- Doing --------------------------------------------------------------------------------------- */

static gboolean
control_key (DectRecordTable *self, guint keyval, GdkModifierType state)
{
  static const struct
  {
    guint keyval;
    const char *action;
  } keys[] = {
    { GDK_KEY_c, "table.copy" },
    { GDK_KEY_v, "table.paste" },
    { GDK_KEY_d, "table.duplicate" },
    { GDK_KEY_Insert, "table.copy" },
  };

  if ((state & GDK_SHIFT_MASK) != 0 && gdk_keyval_to_lower (keyval) == GDK_KEY_c)
    return gtk_widget_activate_action (GTK_WIDGET (self), "table.copy-rows", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (gdk_keyval_to_lower (keyval) == keys[i].keyval)
      return gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);
  return FALSE;
}

static gboolean
escape (DectRecordTable *self, DectFieldCell *cell)
{
  if (dect_field_cell_get_item (cell) != NULL && dect_field_cell_drop_draft (cell))
    return TRUE;
  if (gtk_bitset_get_size (
          gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection)))
      > 1)
    {
      guint position = position_of (self, cell);

      dect_record_table_go_to (self, position, dect_field_cell_get_field (cell), FALSE, FALSE);
      return TRUE;
    }
  dect_record_table_clear_filters (self);
  return TRUE;
}

static void
popup_at_cell (DectRecordTable *self, DectFieldCell *cell)
{
  dect_record_table_popup_menu (self, GTK_WIDGET (cell),
                                gtk_widget_get_width (GTK_WIDGET (cell)) / 2.0,
                                gtk_widget_get_height (GTK_WIDGET (cell)));
}

static gboolean
do_key (DectRecordTable *self, DectFieldCell *cell, guint keyval, GdkModifierType state)
{
  gunichar c = gdk_keyval_to_unicode (keyval);
  char text[7] = { 0 };

  switch (keyval)
    {
    case GDK_KEY_F2:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      dect_field_cell_edit (cell, NULL);
      return TRUE;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      return gtk_widget_activate_action (GTK_WIDGET (self), "table.remove", NULL);
    case GDK_KEY_BackSpace:
      return gtk_widget_activate_action (GTK_WIDGET (self), "table.clear", NULL);
    case GDK_KEY_Escape:
      return escape (self, cell);
    case GDK_KEY_Menu:
      popup_at_cell (self, cell);
      return TRUE;
    case GDK_KEY_F10:
      if ((state & GDK_SHIFT_MASK) == 0)
        return FALSE;
      popup_at_cell (self, cell);
      return TRUE;
    case GDK_KEY_Insert:
      return gtk_widget_activate_action (
          GTK_WIDGET (self), (state & GDK_SHIFT_MASK) != 0 ? "table.paste" : "table.add", NULL);
    default:
      break;
    }
  if (c <= ' ' || !g_unichar_isprint (c))
    return FALSE;
  g_unichar_to_utf8 (c, text);
  dect_field_cell_edit (cell, text);
  return TRUE;
}

/* A row that has just come into view is not mapped before the next frame, and GTK gives keys to
 * what is mapped only: whoever types or scans faster would lose some. */
static gboolean
forward_key (DectFieldCell *cell, GtkEventControllerKey *controller)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (cell)));

  if (gtk_widget_get_mapped (focus))
    return GDK_EVENT_PROPAGATE;
  return gtk_event_controller_key_forward (controller, GTK_WIDGET (cell))
         || (focus != GTK_WIDGET (cell) && gtk_event_controller_key_forward (controller, focus));
}

static gboolean
key_pressed_cb (DectRecordTable *self,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                GtkEventControllerKey *controller)
{
  DectFieldCell *cell = dect_record_table_focused_cell (self);

  if (cell != NULL && dect_field_cell_is_editing (cell))
    return forward_key (cell, controller);
  if (cell == NULL || dect_field_cell_get_item (cell) == NULL
      || (state & (GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  self->current = dect_field_cell_get_field (cell);
  if (move_key (self, cell, keyval, state))
    return GDK_EVENT_STOP;
  if ((state & GDK_CONTROL_MASK) != 0)
    return control_key (self, keyval, state);
  return do_key (self, cell, keyval, state);
}

static void
secondary_pressed_cb (
    GtkGestureClick *gesture, int n_press, double x, double y, DectRecordTable *self)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self->view), x, y, GTK_PICK_DEFAULT);
  GtkWidget *cell = at != NULL ? gtk_widget_get_ancestor (at, DECT_TYPE_FIELD_CELL) : NULL;
  DectItem *item = cell != NULL ? dect_field_cell_get_item (DECT_FIELD_CELL (cell)) : NULL;
  guint position;

  if (item == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  position = position_of (self, DECT_FIELD_CELL (cell));
  /* On a selected row it is about all of them. */
  dect_record_table_go_to (
      self, position, dect_field_cell_get_field (DECT_FIELD_CELL (cell)),
      gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position), FALSE);
  dect_record_table_popup_menu (self, GTK_WIDGET (self->view), x, y);
}

void
dect_record_table_init_keys (DectRecordTable *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();

  /* Before the list of rows takes the arrows, which knows no columns. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (secondary), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (secondary), GTK_PHASE_CAPTURE);
  g_signal_connect_object (secondary, "pressed", G_CALLBACK (secondary_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (secondary));
}
