/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-rfp-marker.h"

#include <glib/gi18n.h>
#include <math.h>

#include "canvas/dect-canvas-style.h"
#include "dect-dialogs.h"
#include "dect-settings.h"
#include "model/dect-length.h"

#define RADIUS 15.0f
/* Most findings that a tooltip names. */
#define TOOLTIP_FINDINGS 3

struct _DectRfpMarker
{
  DectMarker parent_instance;
  PangoLayout *number;
  PangoLayout *label;
  DectMarkerState state;
};

G_DEFINE_FINAL_TYPE (DectRfpMarker, dect_rfp_marker, DECT_TYPE_MARKER)

static const DectRfp *
get_rfp (DectRfpMarker *self)
{
  return DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (self))));
}

/* --- Words ---------------------------------------------------------------------------------------
 */

/* A RFP's row in the analysis, -1 when it is newer than that. */
static gint
analysis_index (DectRfpMarker *self, DectAnalysis *analysis)
{
  return analysis != NULL ? dect_snapshot_index (
             analysis->snapshot, dect_item_get_id (dect_marker_get_item (DECT_MARKER (self))))
                          : -1;
}

static void
describe_chain (DectRfpMarker *self, GString *text)
{
  DectAnalysis *analysis
      = dect_document_get_analysis (dect_marker_get_document (DECT_MARKER (self)));
  gint index = analysis_index (self, analysis);
  const DectChainNode *node;

  if (index < 0)
    return;
  node = dect_chain_get_node (analysis->chain, index);
  if (node->component < 0)
    return;
  g_string_append (text, "; ");
  if (node->level < 0)
    g_string_append (text, _("not reached by the chain"));
  else if (node->level == 0)
    g_string_append (text, _("start of the chain"));
  else
    {
      g_string_append_printf (text, _("level %d of the chain"), node->level);
      if (!isnan (node->margin_db))
        {
          g_string_append (text, ", ");
          g_string_append_printf (text, _("%.0f dB above the limit"), node->margin_db);
        }
    }
}

char *
dect_rfp_marker_describe (DectRfpMarker *self)
{
  const DectRfp *rfp;
  g_autofree char *x = NULL;
  g_autofree char *y = NULL;
  const DectRecord *floor;
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (DECT_IS_RFP_MARKER (self), g_string_free (text, FALSE));

  rfp = get_rfp (self);
  floor = dect_site_find_record (
      dect_document_get_site (dect_marker_get_document (DECT_MARKER (self))), rfp->floor);
  if (floor != NULL && DECT_FLOOR (floor)->name != NULL)
    g_string_append_printf (text, "%s, ", DECT_FLOOR (floor)->name);
  x = dect_length_to_text (rfp->x_m, 1);
  y = dect_length_to_text (rfp->y_m, 1);
  g_string_append_printf (text, _("%s from the left, %s from the top"), x, y);
  if (rfp->role == DECT_ROLE_MASTER)
    g_string_append_printf (text, "; %s", _("master"));
  else if (rfp->role == DECT_ROLE_FAILOVER)
    g_string_append_printf (text, "; %s", _("failover"));
  describe_chain (self, text);
  if (self->state.failed)
    g_string_append_printf (text, "; %s", _("taken for broken"));
  else if (self->state.lost_then)
    g_string_append_printf (text, "; %s", _("would not be reached"));
  return g_string_free (text, FALSE);
}

static void
update_accessible (DectRfpMarker *self)
{
  g_autofree char *title
      = dect_record_title (dect_item_get_record (dect_marker_get_item (DECT_MARKER (self))));
  g_autofree char *description = dect_rfp_marker_describe (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* --- Drawing -------------------------------------------------------------------------------------
 */

static void
set_layout (
    DectRfpMarker *self, PangoLayout **layout, const char *text, gboolean bold, double size_pt)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (*layout == NULL)
    *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_text (*layout, text, -1);
  pango_attr_list_insert (attributes, pango_attr_size_new ((int) (size_pt * PANGO_SCALE)));
  if (bold)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (*layout, attributes);
  pango_attr_list_unref (attributes);
}

static void
update_layouts (DectRfpMarker *self)
{
  const DectRfp *rfp = get_rfp (self);
  g_autofree char *number
      = rfp->number != DECT_UNSET ? g_strdup_printf ("%d", rfp->number) : g_strdup ("?");
  const char *role = rfp->role == DECT_ROLE_MASTER     ? _("Master")
                     : rfp->role == DECT_ROLE_FAILOVER ? _("Failover")
                                                       : NULL;
  const char *name = self->state.label ? rfp->name : NULL;
  g_autofree char *label = role != NULL && name != NULL ? g_strdup_printf ("%s · %s", role, name)
                                                        : g_strdup (role != NULL ? role : name);

  set_layout (self, &self->number, number, TRUE, strlen (number) > 2 ? 8 : 10);
  if (label == NULL)
    g_clear_object (&self->label);
  else
    {
      set_layout (self, &self->label, label, role != NULL, 9);
      pango_layout_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (self->label, 150 * PANGO_SCALE);
      pango_layout_set_alignment (self->label, PANGO_ALIGN_CENTER);
    }
}

static void
append_circle (
    GtkSnapshot *snapshot, float radius, const GdkRGBA *fill, const GdkRGBA *ring, float ring_px)
{
  const float middle = DECT_RFP_MARKER_REACH;
  GskRoundedRect circle;

  gsk_rounded_rect_init_from_rect (
      &circle, &GRAPHENE_RECT_INIT (middle - radius, middle - radius, 2 * radius, 2 * radius),
      radius);
  if (fill != NULL)
    {
      gtk_snapshot_push_rounded_clip (snapshot, &circle);
      gtk_snapshot_append_color (snapshot, fill, &circle.bounds);
      gtk_snapshot_pop (snapshot);
    }
  if (ring != NULL)
    gtk_snapshot_append_border (snapshot, &circle, (float[4]){ ring_px, ring_px, ring_px, ring_px },
                                (GdkRGBA[4]){ *ring, *ring, *ring, *ring });
}

static void
append_number (DectRfpMarker *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  PangoRectangle ink;

  pango_layout_get_pixel_extents (self->number, &ink, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (DECT_RFP_MARKER_REACH - (float) ink.width / 2 - (float) ink.x,
                            DECT_RFP_MARKER_REACH - (float) ink.height / 2 - (float) ink.y));
  gtk_snapshot_append_layout (snapshot, self->number, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_label (DectRfpMarker *self, GtkSnapshot *snapshot)
{
  GdkRGBA ground = *dect_canvas_color (DECT_COLOR_PAPER);
  PangoRectangle extents;
  GskRoundedRect pill;
  float x, y;

  pango_layout_get_pixel_extents (self->label, NULL, &extents);
  x = DECT_RFP_MARKER_REACH - 75;
  y = DECT_RFP_MARKER_REACH + RADIUS + 3;
  ground.alpha = 0.75f;
  gsk_rounded_rect_init_from_rect (&pill,
                                   &GRAPHENE_RECT_INIT (x + (float) extents.x - 4, y,
                                                        (float) extents.width + 8,
                                                        (float) extents.height),
                                   4);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &ground, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->label, dect_canvas_color (DECT_COLOR_INK));
  gtk_snapshot_restore (snapshot);
}

/* A triangle with a bang at the upper right: told by its shape as well as by its colour. */
static void
append_trouble (DectRfpMarker *self, GtkSnapshot *snapshot)
{
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (24, 0, 24, 24));

  cairo_translate (cr, 28, 3);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, 7.5, 1);
  cairo_line_to (cr, 14, 13);
  cairo_line_to (cr, 1, 13);
  cairo_close_path (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_set_line_width (cr, 3.5);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (
      cr, dect_canvas_color (self->state.trouble > 1 ? DECT_COLOR_BROKEN : DECT_COLOR_WEAK));
  cairo_set_line_width (cr, 1);
  cairo_stroke_preserve (cr);
  cairo_fill (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_rectangle (cr, 6.6, 4.5, 1.8, 4.5);
  cairo_rectangle (cr, 6.6, 10, 1.8, 1.8);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/* What is not reached is told by a ring in pieces as well as by its colour. */
static void
append_broken_ring (GtkSnapshot *snapshot, const GdkRGBA *color)
{
  static const double dashes[] = { 6, 4 };
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, 2 * DECT_RFP_MARKER_REACH, 2 * DECT_RFP_MARKER_REACH));

  cairo_arc (cr, DECT_RFP_MARKER_REACH, DECT_RFP_MARKER_REACH, RADIUS + 1, 0, 2 * G_PI);
  gdk_cairo_set_source_rgba (cr, color);
  cairo_set_line_width (cr, 3);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
append_slash (GtkSnapshot *snapshot)
{
  const double near = DECT_RFP_MARKER_REACH - RADIUS, far = DECT_RFP_MARKER_REACH + RADIUS;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT (0, 0, 2 * DECT_RFP_MARKER_REACH, 2 * DECT_RFP_MARKER_REACH));

  cairo_move_to (cr, near, near);
  cairo_line_to (cr, far, far);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_PAPER));
  cairo_set_line_width (cr, 6);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, dect_canvas_color (DECT_COLOR_BROKEN));
  cairo_set_line_width (cr, 3);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
dect_rfp_marker_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DectRfpMarker *self = DECT_RFP_MARKER (widget);
  const DectRfp *rfp = get_rfp (self);
  gboolean filled = rfp->role != DECT_ROLE_NORMAL && !self->state.failed;
  gboolean lost = self->state.lost || self->state.lost_then || self->state.failed;
  const GdkRGBA *color = dect_canvas_color (lost                              ? DECT_COLOR_BROKEN
                                            : rfp->role == DECT_ROLE_FAILOVER ? DECT_COLOR_FAILOVER
                                                                              : DECT_COLOR_CHAIN);
  GdkRGBA halo = *dect_canvas_color (DECT_COLOR_ACCENT);

  if (dect_marker_is_marked (DECT_MARKER (self)))
    {
      append_circle (snapshot, RADIUS + 7, NULL, &halo, 3);
      halo.alpha = 0.2f;
      append_circle (snapshot, RADIUS + 6, &halo, NULL, 0);
    }
  append_circle (snapshot, RADIUS, filled ? color : dect_canvas_color (DECT_COLOR_PAPER),
                 lost ? NULL : color, 2.5f);
  if (lost)
    append_broken_ring (snapshot, color);
  if (self->state.cut && !self->state.failed)
    append_circle (snapshot, RADIUS - 4, NULL,
                   filled ? dect_canvas_color (DECT_COLOR_ON_FILL) : color, 1);
  append_number (self, snapshot, filled ? dect_canvas_color (DECT_COLOR_ON_FILL) : color);
  if (self->state.failed)
    append_slash (snapshot);
  if (self->state.trouble > 0)
    append_trouble (self, snapshot);
  if (self->label != NULL)
    append_label (self, snapshot);
}

/* --- Object --------------------------------------------------------------------------------------
 */

static void
dect_rfp_marker_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         gint for_size,
                         gint *minimum,
                         gint *natural,
                         gint *minimum_baseline,
                         gint *natural_baseline)
{
  *minimum = *natural = 2 * DECT_RFP_MARKER_REACH;
}

/* What the checks say, a line each. */
static char *
describe_trouble (DectRfpMarker *self)
{
  DectAnalysis *analysis
      = dect_document_get_analysis (dect_marker_get_document (DECT_MARKER (self)));
  guint32 id = dect_item_get_id (dect_marker_get_item (DECT_MARKER (self)));
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; analysis != NULL && i < analysis->findings->len && n < TOOLTIP_FINDINGS; i++)
    {
      const DectFinding *finding = g_ptr_array_index (analysis->findings, i);
      guint n_objects;
      const guint32 *objects = dect_finding_get_objects (finding, &n_objects);

      if (n_objects == 0 || objects[0] != id || dect_finding_is_accepted (finding))
        continue;
      g_string_append_printf (text, "\n⚠ %s", dect_finding_get_text (finding));
      n++;
    }
  return g_string_free (text, FALSE);
}

static gboolean
dect_rfp_marker_query_tooltip (
    GtkWidget *widget, gint x, gint y, gboolean keyboard, GtkTooltip *tooltip)
{
  DectRfpMarker *self = DECT_RFP_MARKER (widget);
  g_autofree char *title
      = dect_record_title (dect_item_get_record (dect_marker_get_item (DECT_MARKER (self))));
  g_autofree char *description = dect_rfp_marker_describe (self);
  g_autofree char *trouble = describe_trouble (self);
  g_autofree char *text = g_strdup_printf ("%s\n%s%s", title, description, trouble);

  text[0] = g_ascii_toupper (text[0]);
  dect_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
dect_rfp_marker_record_changed (DectMarker *marker)
{
  DectRfpMarker *self = DECT_RFP_MARKER (marker);
  update_layouts (self);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_widget_queue_allocate (gtk_widget_get_parent (GTK_WIDGET (self)));
}

static void
dect_rfp_marker_dispose (GObject *object)
{
  DectRfpMarker *self = DECT_RFP_MARKER (object);

  g_clear_object (&self->number);
  g_clear_object (&self->label);
  G_OBJECT_CLASS (dect_rfp_marker_parent_class)->dispose (object);
}

static void
dect_rfp_marker_class_init (DectRfpMarkerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_rfp_marker_dispose;
  DECT_MARKER_CLASS (klass)->record_changed = dect_rfp_marker_record_changed;
  widget_class->measure = dect_rfp_marker_measure;
  widget_class->snapshot = dect_rfp_marker_snapshot;
  widget_class->query_tooltip = dect_rfp_marker_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "rfpmarker");
}

static void
dect_rfp_marker_init (DectRfpMarker *self)
{
  dect_settings_watch_unit (self, G_CALLBACK (update_accessible));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
dect_rfp_marker_new (DectDocument *document, DectItem *item)
{
  GtkWidget *self = dect_marker_new (DECT_TYPE_RFP_MARKER, document, item);

  g_signal_connect_object (document, "notify::analysis", G_CALLBACK (update_accessible), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
dect_rfp_marker_set_state (DectRfpMarker *self, const DectMarkerState *state)
{
  g_return_if_fail (DECT_IS_RFP_MARKER (self));

  if (memcmp (&self->state, state, sizeof *state) == 0)
    return;
  self->state = *state;
  update_layouts (self);
  update_accessible (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
