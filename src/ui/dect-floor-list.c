/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-floor-list.h"

#include <glib/gi18n.h>

#include "dect-floor-row.h"

/* Rows that wait for a place; the others follow when these have one. */
#define MAX_UNPLACED 100

struct _DectFloorList
{
  AdwBin parent_instance;
  DectDocument *document;
  GtkListBox *floors;
  GtkWidget *unplaced_heading;
  GtkListBox *unplaced;
  GtkWidget *menu;
  char *structure; /* what the rows were made from */
  gboolean updating;
  guint show_source; /* until the chosen floor is seen */
};

G_DEFINE_FINAL_TYPE (DectFloorList, dect_floor_list, ADW_TYPE_BIN)

/* --- What is in the list -------------------------------------------------------------------------
 */

static const DectFloor *
floor_of_row (DectFloorList *self, GtkListBoxRow *row)
{
  guint32 id = dect_floor_row_get_floor (DECT_FLOOR_ROW (row));
  const DectRecord *record = dect_site_find_record (dect_document_get_site (self->document), id);

  return record != NULL ? DECT_FLOOR (record) : NULL;
}

/* By building as they stand in the site, highest floor first. */
static gint
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer user_data)
{
  DectFloorList *self = user_data;
  const DectFloor *floor_a = floor_of_row (self, a), *floor_b = floor_of_row (self, b);

  if (floor_a == NULL || floor_b == NULL)
    return 0;
  if (floor_a->building != floor_b->building)
    return floor_a->building < floor_b->building ? -1 : 1;
  return floor_b->level - floor_a->level;
}

static GMenuModel *
building_menu (guint32 building)
{
  static const struct
  {
    const char *label;
    const char *action;
  } entries[] = {
    { N_("_Add a floor"), "plan.add-floor-to" },
    { N_("_Rename the building…"), "plan.rename-building" },
    { N_("Re_move the building"), "plan.remove-building" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_(entries[i].label), NULL);

      g_menu_item_set_action_and_target (item, entries[i].action, "u", building);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static GtkWidget *
make_building (DectFloorList *self, guint32 id)
{
  const DectRecord *building = dect_site_find_record (dect_document_get_site (self->document), id);
  const char *name = building != NULL && DECT_BUILDING (building)->name != NULL
                         ? DECT_BUILDING (building)->name
                         : _("Building without a name");
  g_autofree char *menu_label = g_strdup_printf (_("Menu of %s"), name);
  g_autoptr (GMenuModel) model = building_menu (id);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *menu = gtk_menu_button_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu), model);
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (menu, menu_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu_label,
                                  -1);
  gtk_widget_add_css_class (box, "building-heading");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), menu);
  return box;
}

static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  DectFloorList *self = user_data;
  const DectFloor *floor = floor_of_row (self, row);
  const DectFloor *previous = before != NULL ? floor_of_row (self, before) : NULL;

  if (floor == NULL || (previous != NULL && previous->building == floor->building))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  gtk_list_box_row_set_header (row, make_building (self, floor->building));
}

static GtkWidget *
make_unplaced_row (DectItem *item)
{
  const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));
  g_autofree char *number
      = rfp->number != DECT_UNSET ? g_strdup_printf ("%d  ", rfp->number) : g_strdup ("");
  g_autofree char *text = g_strconcat (number, rfp->name != NULL ? rfp->name : rfp->mac, NULL);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "u", dect_item_get_id (item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "canvas.place");
  gtk_widget_set_tooltip_text (row, _("Click, then click its place on the plan"));
  return row;
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    {
      if (DECT_IS_FLOOR_ROW (row))
        dect_floor_row_stop (DECT_FLOOR_ROW (row));
      gtk_list_box_remove (list, GTK_WIDGET (row));
    }
}

/* Once it has its place: the chosen floor is seen, of however many. */
static gboolean
show_selected_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  DectFloorList *self = DECT_FLOOR_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->floors);
  GtkWidget *scroll = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;
  double y;

  if (row != NULL && gtk_widget_get_height (GTK_WIDGET (row)) == 0)
    return G_SOURCE_CONTINUE;
  self->show_source = 0;
  if (row == NULL || scroll == NULL
      || !gtk_widget_translate_coordinates (GTK_WIDGET (row), widget, 0, 0, NULL, &y))
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroll));
  gtk_adjustment_clamp_page (adjustment, y, y + gtk_widget_get_height (GTK_WIDGET (row)));
  return G_SOURCE_REMOVE;
}

static void
select_floor (DectFloorList *self)
{
  guint32 floor = dect_document_get_floor (self->document);
  GtkListBoxRow *row;

  self->updating = TRUE;
  for (gint i = 0; (row = gtk_list_box_get_row_at_index (self->floors, i)) != NULL; i++)
    if (dect_floor_row_get_floor (DECT_FLOOR_ROW (row)) == floor)
      gtk_list_box_select_row (self->floors, row);
  self->updating = FALSE;
  if (self->show_source == 0)
    self->show_source
        = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_selected_cb, NULL, NULL);
}

static void
rebuild (DectFloorList *self)
{
  DectSite *site = dect_document_get_site (self->document);
  GListModel *floors = dect_site_list (site, DECT_KIND_FLOOR);
  GListModel *rfps = dect_site_list (site, DECT_KIND_RFP);
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->floors));
  gboolean had_focus
      = focus != NULL && gtk_widget_get_state_flags (focus) & GTK_STATE_FLAG_FOCUS_WITHIN;

  self->updating = TRUE;
  clear_list (self->floors);
  clear_list (self->unplaced);
  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);

      gtk_list_box_append (self->floors,
                           dect_floor_row_new (self->document, dect_item_get_id (item)));
    }
  for (guint i = 0, n = 0; i < g_list_model_get_n_items (rfps) && n < MAX_UNPLACED; i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);

      if (dect_rfp_is_placed (DECT_RFP (dect_item_get_record (item))))
        continue;
      gtk_list_box_append (self->unplaced, make_unplaced_row (item));
      n++;
    }
  gtk_widget_set_visible (self->unplaced_heading,
                          gtk_list_box_get_row_at_index (self->unplaced, 0) != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->unplaced),
                          gtk_list_box_get_row_at_index (self->unplaced, 0) != NULL);
  self->updating = FALSE;
  select_floor (self);
  /* Moved by keys, it must be possible to move it on. */
  if (had_focus && gtk_list_box_get_selected_row (self->floors) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (self->floors)));
}

/* Rows are made again only when what they are made from has changed, not at every step of a drag.
 */
static char *
describe_structure (DectFloorList *self)
{
  DectSite *site = dect_document_get_site (self->document);
  GListModel *floors = dect_site_list (site, DECT_KIND_FLOOR);
  GListModel *buildings = dect_site_list (site, DECT_KIND_BUILDING);
  GListModel *rfps = dect_site_list (site, DECT_KIND_RFP);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (buildings); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (buildings, i);

      g_string_append_printf (text, "b%u %s\n", dect_item_get_id (item),
                              DECT_BUILDING (dect_item_get_record (item))->name);
    }
  for (guint i = 0; i < g_list_model_get_n_items (floors); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (floors, i);
      const DectFloor *floor = DECT_FLOOR (dect_item_get_record (item));

      g_string_append_printf (text, "f%u %u %d\n", dect_item_get_id (item), floor->building,
                              floor->level);
    }
  for (guint i = 0; i < g_list_model_get_n_items (rfps); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);
      const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));

      if (!dect_rfp_is_placed (rfp))
        g_string_append_printf (text, "r%u %d %s %s\n", dect_item_get_id (item), rfp->number,
                                rfp->name, rfp->mac);
    }
  return g_string_free (text, FALSE);
}

static void
update (DectFloorList *self)
{
  g_autofree char *structure = NULL;
  GtkListBoxRow *row;

  if (self->document == NULL)
    return;
  structure = describe_structure (self);
  if (dect_set_str (&self->structure, structure))
    {
      rebuild (self);
      return;
    }
  for (gint i = 0; (row = gtk_list_box_get_row_at_index (self->floors, i)) != NULL; i++)
    dect_floor_row_update (DECT_FLOOR_ROW (row));
}

/* --- Pointer and keys ----------------------------------------------------------------------------
 */

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, DectFloorList *self)
{
  if (self->updating || row == NULL || self->document == NULL)
    return;
  dect_document_select (self->document, NULL, 0);
  dect_document_set_floor (self->document, dect_floor_row_get_floor (DECT_FLOOR_ROW (row)));
}

static void
show_menu (DectFloorList *self, double x, double y)
{
  gtk_widget_translate_coordinates (GTK_WIDGET (self->floors), GTK_WIDGET (self), x, y, &x, &y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DectFloorList *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->floors, (int) y);

  if (row == NULL)
    return;
  gtk_list_box_select_row (self->floors, row);
  show_menu (self, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  DectFloorList *self = DECT_FLOOR_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->floors);
  double x = 0, y = 0;

  if (row == NULL)
    return FALSE;
  gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (self->floors), 40, 30, &x, &y);
  show_menu (self, x, y);
  return TRUE;
}

static GtkWidget *
make_menu (GtkWidget *parent)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) radio = g_menu_new ();
  g_autoptr (GMenu) add = g_menu_new ();
  g_autoptr (GMenu) order = g_menu_new ();
  g_autoptr (GMenu) more = g_menu_new ();
  GtkWidget *popover;

  g_menu_append (menu, _("_Import a plan image…"), "plan.import");
  g_menu_append (menu, _("_Paste a plan image"), "plan.paste-image");
  g_menu_append (menu, _("_Rename"), "plan.rename-floor");
  g_menu_append (add, _("_Add a floor above"), "plan.add-floor");
  g_menu_append (add, _("_Duplicate with what is on it"), "plan.duplicate-floor(true)");
  g_menu_append (add, _("Duplicate _empty"), "plan.duplicate-floor(false)");
  g_menu_append (order, _("Move _up"), "plan.floor-up");
  g_menu_append (order, _("Move do_wn"), "plan.floor-down");
  g_menu_append (radio, _("Place base stations au_tomatically…"), "plan.place");
  g_menu_append (radio, _("Measured against predi_cted…"), "plan.fit");
  g_menu_append (more, _("Take the plan image _off"), "plan.remove-image");
  g_menu_append (more, _("Re_move the floor"), "plan.remove-floor");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (add));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (radio));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  popover = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_widget_set_parent (popover, parent);
  return popover;
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_floor_list_dispose (GObject *object)
{
  DectFloorList *self = DECT_FLOOR_LIST (object);

  dect_floor_list_set_document (self, NULL);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->structure, g_free);
  G_OBJECT_CLASS (dect_floor_list_parent_class)->dispose (object);
}

static void
dect_floor_list_class_init (DectFloorListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_floor_list_dispose;
  gtk_widget_class_set_css_name (widget_class, "floorlist");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "plan.floor-up",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "plan.floor-down",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "plan.remove-floor", NULL);
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (child), 0);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "add-button");
  return button;
}

static GtkListBox *
make_list (const char *label)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_widget_add_css_class (list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_LIST_BOX (list);
}

static void
dect_floor_list_init (DectFloorList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkGesture *click = gtk_gesture_click_new ();

  self->floors = make_list (_("Floors"));
  self->unplaced = make_list (_("Base stations not placed yet"));
  self->unplaced_heading = gtk_label_new (_("Not placed yet"));
  gtk_label_set_xalign (GTK_LABEL (self->unplaced_heading), 0);
  gtk_widget_add_css_class (self->unplaced_heading, "caption-heading");
  gtk_widget_add_css_class (self->unplaced_heading, "building-heading");
  gtk_widget_add_css_class (self->unplaced_heading, "dim-label");
  gtk_list_box_set_selection_mode (self->unplaced, GTK_SELECTION_NONE);
  gtk_list_box_set_sort_func (self->floors, compare_rows, self, NULL);
  gtk_list_box_set_header_func (self->floors, update_header, self, NULL);
  g_signal_connect_object (self->floors, "row-selected", G_CALLBACK (row_selected_cb), self, 0);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->floors), GTK_EVENT_CONTROLLER (click));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->floors));
  gtk_box_append (GTK_BOX (box), make_button (_("+ _Add floor…"), "plan.add-floor"));
  gtk_box_append (GTK_BOX (box), make_button (_("+ Add _building…"), "plan.add-building"));
  gtk_box_append (GTK_BOX (box), self->unplaced_heading);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->unplaced));
  adw_bin_set_child (ADW_BIN (self), box);
  self->menu = make_menu (GTK_WIDGET (self));
}

void
dect_floor_list_set_document (DectFloorList *self, DectDocument *document)
{
  g_return_if_fail (DECT_IS_FLOOR_LIST (self));

  if (self->document == document)
    return;
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->document, self);
      g_signal_handlers_disconnect_by_data (dect_document_get_site (self->document), self);
      self->updating = TRUE;
      clear_list (self->floors);
      clear_list (self->unplaced);
      self->updating = FALSE;
    }
  g_set_object (&self->document, document);
  g_clear_pointer (&self->structure, g_free);
  if (document == NULL)
    return;
  g_signal_connect_object (document, "notify::floor", G_CALLBACK (select_floor), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (dect_document_get_site (document), "notify::generation",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update),
                           self, G_CONNECT_SWAPPED);
  update (self);
}

void
dect_floor_list_rename (DectFloorList *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (DECT_IS_FLOOR_LIST (self));

  row = gtk_list_box_get_selected_row (self->floors);
  if (row != NULL)
    dect_floor_row_rename (DECT_FLOOR_ROW (row));
}
