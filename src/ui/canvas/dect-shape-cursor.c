/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-shape-cursor.h"

#include <glib/gi18n.h>

#include "canvas/dect-canvas-style.h"
#include "model/dect-length.h"
#include "model/dect-wall-edit.h"
#include "radio/dect-radio-data.h"

struct _DectShapeCursor
{
  GtkWidget parent_instance;
  DectWallLayer *layer;
  DectShape shape;
  guint32 id;
};

G_DEFINE_FINAL_TYPE (DectShapeCursor, dect_shape_cursor, GTK_TYPE_WIDGET)

static DectKind
get_kind (DectShapeCursor *self)
{
  return self->shape == DECT_SHAPE_WALL ? DECT_KIND_WALL : DECT_KIND_OPENING;
}

static DectDocument *
get_document (DectShapeCursor *self)
{
  return dect_layer_get_document (DECT_LAYER (self->layer));
}

/* --- Words ---------------------------------------------------------------------------------------
 */

const char *
dect_opening_label (DectOpeningKind kind)
{
  const DectChoice *choice = dect_kind_field (DECT_KIND_OPENING, "kind")->choices;

  while (choice->id != NULL && choice->value != (gint) kind)
    choice++;
  return choice->id != NULL ? _(choice->label) : "";
}

static char *
dup_label (DectShapeCursor *self, const DectRecord *record, gint place, guint n)
{
  if (record->kind == DECT_KIND_WALL)
    /* Translators: a wall of the plan for a screen reader: "Wall 3 of 120, Brick 10 to 12 cm" */
    return g_strdup_printf (
        _("Wall %d of %u, %s"), place + 1, n,
        dect_material_get_label (dect_material_for_wall (DECT_WALL (record)->material)));
  /* Translators: an opening of the plan for a screen reader: "Opening 3 of 12, Door" */
  return g_strdup_printf (_("Opening %d of %u, %s"), place + 1, n,
                          dect_opening_label (DECT_OPENING (record)->kind));
}

static char *
dup_description (DectShapeCursor *self, const DectSegment *place)
{
  g_autofree char *length = dect_length_to_text (dect_segment_length (place), 1);
  g_autofree char *x1 = dect_length_to_text (place->a.x, 1);
  g_autofree char *y1 = dect_length_to_text (place->a.y, 1);
  g_autofree char *x2 = dect_length_to_text (place->b.x, 1);
  g_autofree char *y2 = dect_length_to_text (place->b.y, 1);

  /* Translators: where a wall or opening of the plan lies, for a screen reader */
  return g_strdup_printf (
      _("%s long, from x %s, y %s to x %s, y %s. Page Down and Page Up go to the others."), length,
      x1, y1, x2, y2);
}

void
dect_shape_cursor_update (DectShapeCursor *self)
{
  DectSegmentIndex *index;
  DectDocument *document;
  const DectRecord *record;
  g_autofree char *label = NULL;
  g_autofree char *description = NULL;
  guint n;
  gint place;

  g_return_if_fail (DECT_IS_SHAPE_CURSOR (self));

  index = dect_wall_layer_get_index (self->layer, get_kind (self));
  document = get_document (self);
  n = dect_segment_index_count (index);
  place = dect_wall_layer_get_place (self->layer, get_kind (self), self->id);
  gtk_widget_set_visible (GTK_WIDGET (self), document != NULL && n > 0);
  if (place < 0)
    self->id = n > 0 ? dect_wall_layer_get_id (self->layer, get_kind (self), 0) : 0;
  if (document == NULL || self->id == 0)
    return;
  place = MAX (place, 0);
  record = dect_site_find_record (dect_document_get_site (document), self->id);
  if (record == NULL)
    return;
  label = dup_label (self, record, place, n);
  description = dup_description (self, dect_segment_index_get (index, (guint) place));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               dect_document_is_selected (document, self->id), -1);
}

/* --- Keys ----------------------------------------------------------------------------------------
 */

static gboolean
go_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  dect_shape_cursor_go (DECT_SHAPE_CURSOR (widget), g_variant_get_int32 (args));
  return TRUE;
}

static void
focus_cb (DectShapeCursor *self)
{
  DectDocument *document = get_document (self);

  if (document != NULL && self->id != 0 && !dect_document_is_selected (document, self->id))
    dect_document_select_one (document, self->id);
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_shape_cursor_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           gint for_size,
                           gint *minimum,
                           gint *natural,
                           gint *minimum_baseline,
                           gint *natural_baseline)
{
  *minimum = *natural = 1;
}

/* What it stands for is drawn as selected by the canvas; the frame tells that the keyboard is
 * there. */
static void
dect_shape_cursor_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const GdkRGBA *color = dect_canvas_color (DECT_COLOR_ACCENT);
  GskRoundedRect frame;

  if (!gtk_widget_has_visible_focus (widget))
    return;
  gsk_rounded_rect_init_from_rect (&frame,
                                   &GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget),
                                                        (float) gtk_widget_get_height (widget)),
                                   6);
  gtk_snapshot_append_border (snapshot, &frame, (float[4]){ 2, 2, 2, 2 },
                              (GdkRGBA[4]){ *color, *color, *color, *color });
}

/* The focus changes nothing that CSS knows of, so nobody else asks for a new drawing. */
static void
dect_shape_cursor_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GTK_WIDGET_CLASS (dect_shape_cursor_parent_class)->state_flags_changed (widget, before);
  gtk_widget_queue_draw (widget);
}

static void
dect_shape_cursor_class_init (DectShapeCursorClass *klass)
{
  static const struct
  {
    guint key, keypad;
    gint by;
  } keys[] = { { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 1 },
               { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -1 },
               { GDK_KEY_End, GDK_KEY_KP_End, G_MAXINT },
               { GDK_KEY_Home, GDK_KEY_KP_Home, -G_MAXINT } };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = dect_shape_cursor_measure;
  widget_class->snapshot = dect_shape_cursor_snapshot;
  widget_class->state_flags_changed = dect_shape_cursor_state_flags_changed;
  gtk_widget_class_set_css_name (widget_class, "shapecursor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      gtk_widget_class_add_binding (widget_class, keys[i].key, 0, go_cb, "i", keys[i].by);
      gtk_widget_class_add_binding (widget_class, keys[i].keypad, 0, go_cb, "i", keys[i].by);
    }
}

static void
dect_shape_cursor_init (DectShapeCursor *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
dect_shape_cursor_new (DectWallLayer *layer, DectShape shape)
{
  DectShapeCursor *self = g_object_new (DECT_TYPE_SHAPE_CURSOR, "visible", FALSE, NULL);

  self->layer = layer;
  self->shape = shape;
  return GTK_WIDGET (self);
}

guint32
dect_shape_cursor_get_id (DectShapeCursor *self)
{
  g_return_val_if_fail (DECT_IS_SHAPE_CURSOR (self), 0);

  return self->id;
}

void
dect_shape_cursor_set_id (DectShapeCursor *self, guint32 id)
{
  g_return_if_fail (DECT_IS_SHAPE_CURSOR (self));

  if (dect_wall_layer_get_place (self->layer, get_kind (self), id) < 0)
    return;
  self->id = id;
  dect_shape_cursor_update (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
dect_shape_cursor_go (DectShapeCursor *self, gint by)
{
  gint place, n;

  g_return_if_fail (DECT_IS_SHAPE_CURSOR (self));

  n = (gint) dect_segment_index_count (dect_wall_layer_get_index (self->layer, get_kind (self)));
  place = dect_wall_layer_get_place (self->layer, get_kind (self), self->id);
  if (n == 0)
    return;
  place = (gint) CLAMP ((gint64) place + by, 0, n - 1);
  dect_shape_cursor_set_id (self,
                            dect_wall_layer_get_id (self->layer, get_kind (self), (guint) place));
  dect_document_select_one (get_document (self), self->id);
}
