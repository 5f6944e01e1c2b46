/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* What was measured between two base stations: a drag from one to the other, or a click on each
 * (also on another floor), or Enter on each. */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

#include <glib/gi18n.h>

/* How near to the middle of a base station a press must be, pixels. */
#define HIT_PX 22

static guint32
rfp_at (DectCanvas *self, DectPoint at)
{
  DectRfpMarker *marker
      = dect_canvas_marker_at (self, dect_view_transform_to_widget (&self->view, at), HIT_PX);

  return marker != NULL ? dect_item_get_id (dect_marker_get_item (DECT_MARKER (marker))) : 0;
}

static const DectRfp *
get_from (DectCanvas *self)
{
  const DectRecord *record
      = dect_site_find_record (dect_document_get_site (self->document), self->link_from);

  return record != NULL ? DECT_RFP (record) : NULL;
}

static void
pick (DectCanvas *self, guint32 id, DectPoint at)
{
  DectPoint end;

  if (id == 0)
    return;
  if (get_from (self) == NULL || self->link_from == id)
    {
      self->link_from = id;
      dect_document_select_one (self->document, id);
      return;
    }
  end = dect_view_transform_to_widget (&self->view, at);
  g_array_set_size (self->sketch, 0);
  g_array_append_val (self->sketch, at);
  dect_canvas_ask_link (self, self->link_from, id, end);
}

static void
press (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  guint32 id = rfp_at (self, at);

  if (id == 0)
    dect_canvas_sketch_done (self);
  pick (self, id, at);
}

static void
motion (DectCanvas *self, DectPoint at, GdkModifierType state)
{
  self->snap = (DectSnap){ .point = at };
  self->snapped = TRUE;
}

static void
release (DectCanvas *self, DectPoint at, GdkModifierType state, gboolean moved)
{
  guint32 id = rfp_at (self, at);

  if (moved && id != 0 && id != self->link_from)
    pick (self, id, at);
}

/* Enter on the base station that has the focus. */
static gboolean
key (DectCanvas *self, guint keyval, GdkModifierType state)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));
  const DectRfp *rfp;

  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter) || child == NULL
      || !DECT_IS_RFP_MARKER (child))
    return FALSE;
  rfp = DECT_RFP (dect_item_get_record (dect_marker_get_item (DECT_MARKER (child))));
  pick (self, rfp->head.id, (DectPoint){ rfp->x_m, rfp->y_m });
  return TRUE;
}

static char *
hint (DectCanvas *self)
{
  const DectRfp *from = get_from (self);
  g_autofree char *title = from != NULL ? dect_record_title (DECT_RECORD (from)) : NULL;

  if (from == NULL)
    return g_strdup (_("Drag from the base station that sends to the one that measured it."));
  return g_strdup_printf (_("Now the one that measured %s."), title);
}

static void
draw (DectCanvas *self, cairo_t *cr)
{
  const DectRfp *from = get_from (self);
  DectPoint end;

  if (from == NULL || from->floor != self->floor || (self->sketch->len == 0 && !self->snapped))
    return;
  end = self->sketch->len > 0 ? dect_canvas_sketch_point (self, 0) : self->snap.point;
  dect_canvas_draw_line (
      self, cr, dect_view_transform_to_widget (&self->view, (DectPoint){ from->x_m, from->y_m }),
      dect_view_transform_to_widget (&self->view, end), FALSE);
}

const DectToolClass dect_tool_link = {
  .name = "link",
  .cursor = "crosshair",
  .hint = hint,
  .press = press,
  .motion = motion,
  .release = release,
  .key = key,
  .draw = draw,
};
