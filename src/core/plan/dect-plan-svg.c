/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-plan"

#include "config.h"

#include "plan/dect-plan-private.h"

#include "model/dect-i18n.h"

#include <librsvg/rsvg.h>
#include <math.h>

#define CSS_DPI 96.0

/* librsvg declares no autoptr; should it ever, ours must have another name. */
typedef RsvgHandle Handle;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Handle, g_object_unref)

/*
 * Without a base file librsvg loads nothing from outside the document. Its own bounds on elements
 * and entities stay on (no RSVG_HANDLE_FLAG_UNLIMITED).
 */
static RsvgHandle *
open_handle (DectPlan *self, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;
  RsvgHandle *handle;

  if (self->decoder != NULL)
    return g_object_ref (RSVG_HANDLE (self->decoder));
  stream = g_memory_input_stream_new_from_bytes (self->bytes);
  handle = rsvg_handle_new_from_stream_sync (stream, NULL, RSVG_HANDLE_FLAG_KEEP_IMAGE_DATA, NULL,
                                             &local);
  if (handle != NULL)
    {
      rsvg_handle_set_dpi (handle, CSS_DPI);
      dect_plan_keep (self, handle);
    }
  else
    g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_DAMAGED,
                 _("The SVG plan cannot be read: %s"), local->message);

  return handle;
}

/* The unit is that of the viewBox; a drawing with neither viewBox nor size is as large as its ink.
 */
static gboolean
measure (RsvgHandle *handle, double *width, double *height)
{
  RsvgRectangle box, ink;
  RsvgLength length_x, length_y;
  gboolean has_width, has_height, has_box;

  rsvg_handle_get_intrinsic_dimensions (handle, &has_width, &length_x, &has_height, &length_y,
                                        &has_box, &box);
  if (has_box)
    {
      *width = box.width;
      *height = box.height;
      return TRUE;
    }
  if (rsvg_handle_get_intrinsic_size_in_pixels (handle, width, height))
    {
      /* 25.4 mm come out as 95.9999986 pixels */
      *width = round (*width * 1e4) / 1e4;
      *height = round (*height * 1e4) / 1e4;
      return TRUE;
    }
  if (!rsvg_handle_get_geometry_for_element (handle, NULL, &ink, NULL, NULL))
    return FALSE;

  *width = ink.x + ink.width;
  *height = ink.y + ink.height;
  return TRUE;
}

gboolean
dect_plan_svg_open (DectPlan *self, GError **error)
{
  g_autoptr (Handle) handle = open_handle (self, error);
  double width = 0, height = 0;

  if (handle == NULL)
    return FALSE;
  if (!measure (handle, &width, &height))
    width = height = 0;

  return dect_plan_set_single_size (self, width, height, error);
}

gboolean
dect_plan_svg_draw (DectPlan *self, cairo_t *cr, GError **error)
{
  g_autoptr (Handle) handle = open_handle (self, error);
  g_autoptr (GError) local = NULL;
  RsvgRectangle viewport = { 0, 0, self->sizes[0].width, self->sizes[0].height };

  if (handle == NULL)
    return FALSE;
  if (rsvg_handle_render_document (handle, cr, &viewport, &local))
    return TRUE;

  g_set_error (error, DECT_PLAN_ERROR, DECT_PLAN_ERROR_RENDER,
               _("The SVG plan could not be drawn: %s"), local->message);
  return FALSE;
}
