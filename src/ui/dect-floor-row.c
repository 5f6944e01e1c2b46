/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-floor-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "canvas/dect-plan-texture.h"

#define THUMBNAIL_PX 88

struct _DectFloorRow
{
  GtkListBoxRow parent_instance;
  DectDocument *document;
  guint32 floor;
  GtkWidget *picture;
  GtkStack *name_stack;
  GtkWidget *name_label;
  GtkWidget *name_entry;
  GtkWidget *count_label;
  GtkWidget *dot;
  GCancellable *cancellable;
  char *shown; /* image and page of the thumbnail */
};

G_DEFINE_FINAL_TYPE (DectFloorRow, dect_floor_row, GTK_TYPE_LIST_BOX_ROW)

static void
thumbnail_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlanTexture) texture = dect_plan_texture_new_finish (result, &error);
  DectFloorRow *self = user_data;

  /* Cancelled: the row may be gone. A damaged image is told by the canvas. */
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (self->picture), GDK_PAINTABLE (texture->texture));
}

static void
update_thumbnail (DectFloorRow *self, const DectFloor *floor)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  g_autofree char *name = floor->plan != NULL
                              ? g_strdup_printf ("%s#%d%d", floor->plan, floor->plan_page, dark)
                              : NULL;
  GBytes *bytes;

  if (!dect_set_str (&self->shown, name))
    return;
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_picture_set_paintable (GTK_PICTURE (self->picture), NULL);
  bytes = dect_site_get_blob (dect_document_get_site (self->document), floor->plan);
  if (bytes != NULL)
    dect_plan_texture_new_async (bytes, floor->plan_page, 0, THUMBNAIL_PX, dark, self->cancellable,
                                 thumbnail_cb, self);
}

/* 0 no base stations, 1 all well, 2 a warning, 3 an error or not reached. */
static guint
rfp_state (DectAnalysis *analysis, guint32 id)
{
  gint index = analysis != NULL ? dect_snapshot_index (analysis->snapshot, id) : -1;
  const DectChainNode *node;
  guint state = 1;

  if (index < 0)
    return 1;
  node = dect_chain_get_node (analysis->chain, index);
  if (node->component >= 0 && node->level < 0)
    return 3;
  for (guint i = 0; i < analysis->findings->len; i++)
    {
      const DectFinding *finding = g_ptr_array_index (analysis->findings, i);
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

      if (n_objects > 0 && objects[0] == id && !dect_finding_is_accepted (finding))
        state = MAX (state, dect_finding_get_severity (finding) == DECT_SEVERITY_ERROR ? 3u : 2u);
    }
  return state;
}

static void
update_state (DectFloorRow *self, guint state)
{
  static const char *const classes[] = { "dim-label", "success", "warning", "error" };
  const char *const words[] = { "", _("All well"), _("Warnings"), _("Errors") };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i == state)
      gtk_widget_add_css_class (self->dot, classes[i]);
    else
      gtk_widget_remove_css_class (self->dot, classes[i]);
  gtk_widget_set_visible (self->dot, state > 0);
  gtk_widget_set_tooltip_text (self->dot, words[state]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->dot), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words[state], -1);
}

void
dect_floor_row_update (DectFloorRow *self)
{
  DectSite *site;
  const DectRecord *record;
  GListModel *rfps;
  guint n = 0, state = 0;
  g_autofree char *count = NULL;
  const char *name;

  g_return_if_fail (DECT_IS_FLOOR_ROW (self));

  site = dect_document_get_site (self->document);
  record = dect_site_find_record (site, self->floor);
  if (record == NULL)
    return;
  rfps = dect_site_list (site, DECT_KIND_RFP);
  for (guint i = 0; i < g_list_model_get_n_items (rfps); i++)
    {
      g_autoptr (DectItem) item = g_list_model_get_item (rfps, i);
      const DectRfp *rfp = DECT_RFP (dect_item_get_record (item));

      if (!dect_rfp_is_placed (rfp) || rfp->floor != self->floor)
        continue;
      n++;
      state = MAX (
          state, rfp_state (dect_document_get_analysis (self->document), dect_item_get_id (item)));
    }
  name = DECT_FLOOR (record)->name != NULL ? DECT_FLOOR (record)->name : _("Floor without a name");
  count = g_strdup_printf (ngettext ("%u base station", "%u base stations", n), n);
  gtk_label_set_text (GTK_LABEL (self->name_label), name);
  gtk_label_set_text (GTK_LABEL (self->count_label), count);
  gtk_widget_set_tooltip_text (self->count_label, count);
  update_state (self, state);
  update_thumbnail (self, DECT_FLOOR (record));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, count, -1);
}

/* --- Renaming in place ---------------------------------------------------------------------------
 */

static gboolean
is_renaming (DectFloorRow *self)
{
  return gtk_stack_get_visible_child (self->name_stack) == self->name_entry;
}

static void
end_rename (DectFloorRow *self, gboolean take)
{
  const DectRecord *record
      = dect_site_find_record (dect_document_get_site (self->document), self->floor);
  g_autofree char *name = NULL;
  DectFloor *floor;

  if (!is_renaming (self))
    return;
  name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
  gtk_stack_set_visible_child (self->name_stack, self->name_label);
  if (!take || record == NULL)
    return;
  floor = dect_floor_copy (DECT_FLOOR (record));
  dect_set_str (&floor->name, name[0] != '\0' ? name : NULL);
  dect_history_put_one (dect_document_get_history (self->document), DECT_RECORD (floor),
                        _("Rename the floor"), NULL);
}

static void
rename_activate_cb (DectFloorRow *self)
{
  end_rename (self, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
rename_leave_cb (DectFloorRow *self)
{
  end_rename (self, TRUE);
}

static gboolean
rename_key_cb (GtkEventControllerKey *controller,
               guint key,
               guint code,
               GdkModifierType state,
               DectFloorRow *self)
{
  if (key != GDK_KEY_Escape || !is_renaming (self))
    return FALSE;
  end_rename (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return TRUE;
}

void
dect_floor_row_stop (DectFloorRow *self)
{
  g_return_if_fail (DECT_IS_FLOOR_ROW (self));

  end_rename (self, FALSE);
}

void
dect_floor_row_rename (DectFloorRow *self)
{
  const DectRecord *record;
  const char *name;

  g_return_if_fail (DECT_IS_FLOOR_ROW (self));

  record = dect_site_find_record (dect_document_get_site (self->document), self->floor);
  if (record == NULL)
    return;
  name = DECT_FLOOR (record)->name;
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), name != NULL ? name : "");
  gtk_stack_set_visible_child (self->name_stack, self->name_entry);
  gtk_widget_grab_focus (self->name_entry);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, DectFloorRow *self)
{
  if (n_press == 2 && !is_renaming (self))
    dect_floor_row_rename (self);
}

static GtkWidget *
make_name (DectFloorRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  self->name_stack = GTK_STACK (gtk_stack_new ());
  self->name_label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name_label), PANGO_ELLIPSIZE_END);
  self->name_entry = gtk_entry_new ();
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name_entry), 6);
  gtk_widget_add_css_class (self->name_entry, "rename");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name_entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the floor"), -1);
  g_signal_connect_object (self->name_entry, "activate", G_CALLBACK (rename_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (rename_key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (focus, "leave", G_CALLBACK (rename_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->name_entry, keys);
  gtk_widget_add_controller (self->name_entry, focus);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, 0);
  gtk_widget_add_controller (self->name_label, GTK_EVENT_CONTROLLER (click));
  gtk_stack_set_hhomogeneous (self->name_stack, FALSE);
  gtk_stack_set_vhomogeneous (self->name_stack, FALSE);
  gtk_stack_add_child (self->name_stack, self->name_label);
  gtk_stack_add_child (self->name_stack, self->name_entry);
  return GTK_WIDGET (self->name_stack);
}

/* --- Dragging to another level -------------------------------------------------------------------
 */

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, DectFloorRow *self)
{
  if (is_renaming (self))
    return NULL;
  return gdk_content_provider_new_typed (DECT_TYPE_FLOOR_ROW, self);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, DectFloorRow *self)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 20, 20);
}

static const DectFloor *
get_floor (DectFloorRow *self)
{
  const DectRecord *record
      = dect_site_find_record (dect_document_get_site (self->document), self->floor);

  return record != NULL ? DECT_FLOOR (record) : NULL;
}

typedef struct
{
  GtkWidget *list;
  guint32 floor;
  gint level;
} Move;

static void
move_later (gpointer user_data)
{
  Move *move = user_data;

  gtk_widget_activate_action (move->list, "plan.move-floor", "(ui)", move->floor, move->level);
  g_object_unref (move->list);
  g_free (move);
}

/* Not at once: the rows are made anew, and this one is being asked something. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, DectFloorRow *self)
{
  DectFloorRow *from = g_value_get_object (value);
  const DectFloor *mine = get_floor (self);
  const DectFloor *other
      = from != NULL && from->document == self->document ? get_floor (from) : NULL;
  Move *move;

  if (mine == NULL || other == NULL || other->building != mine->building
      || other->level == mine->level)
    return FALSE;
  move = g_new0 (Move, 1);
  move->list = g_object_ref (gtk_widget_get_parent (GTK_WIDGET (self)));
  move->floor = from->floor;
  move->level = mine->level;
  g_idle_add_once (move_later, move);
  return TRUE;
}

static void
add_dragging (DectFloorRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (DECT_TYPE_FLOOR_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_floor_row_dispose (GObject *object)
{
  DectFloorRow *self = DECT_FLOOR_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->document);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (dect_floor_row_parent_class)->dispose (object);
}

static void
dect_floor_row_class_init (DectFloorRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_floor_row_dispose;
}

static GtkWidget *
make_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* A picture asks for the size of its image; rows are alike. */
static GtkWidget *
clamp (GtkWidget *child, GtkOrientation orientation, gint size)
{
  GtkWidget *self = adw_clamp_new ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), orientation);
  adw_clamp_set_maximum_size (ADW_CLAMP (self), size);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self), size);
  adw_clamp_set_child (ADW_CLAMP (self), child);
  return self;
}

static void
dect_floor_row_init (DectFloorRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *frame;

  self->picture = gtk_picture_new ();
  gtk_picture_set_can_shrink (GTK_PICTURE (self->picture), TRUE);
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_CONTAIN);
  frame
      = clamp (clamp (self->picture, GTK_ORIENTATION_VERTICAL, 32), GTK_ORIENTATION_HORIZONTAL, 44);
  gtk_widget_set_size_request (frame, 44, 32);
  gtk_widget_set_valign (frame, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->picture, "thumbnail");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), make_name (self));
  self->count_label = make_label (words, "caption");
  self->dot = gtk_image_new_from_icon_name ("dect-dot-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->dot), 11);
  gtk_box_append (GTK_BOX (box), frame);
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), self->dot);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  add_dragging (self);
}

GtkWidget *
dect_floor_row_new (DectDocument *document, guint32 floor)
{
  DectFloorRow *self = g_object_new (DECT_TYPE_FLOOR_ROW, NULL);

  self->document = g_object_ref (document);
  self->floor = floor;
  dect_floor_row_update (self);
  return GTK_WIDGET (self);
}

guint32
dect_floor_row_get_floor (DectFloorRow *self)
{
  g_return_val_if_fail (DECT_IS_FLOOR_ROW (self), 0);

  return self->floor;
}
