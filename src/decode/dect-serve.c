/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "dect-serve.h"

#include "dect-talk.h"

static DectPlan *
open_plan (GBytes *document, GError **error)
{
  g_autoptr (DectPlan) plan = dect_plan_sniff (document, error);

  if (plan == NULL)
    return NULL;
  plan->keeps = TRUE;
  return dect_plan_decode_open (plan, error) ? g_steal_pointer (&plan) : NULL;
}

static gboolean
say_opened (const DectPlan *plan)
{
  DectDecodeReply reply
      = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_OPENED, .n = plan->n_pages };

  return dect_talk_write (&reply, sizeof reply)
         && dect_talk_write (plan->sizes, plan->n_pages * sizeof *plan->sizes);
}

static gboolean
render (DectPlan *plan, const DectDecodeRequest *request)
{
  DectDecodeReply reply
      = { .magic = DECT_DECODE_MAGIC, .kind = DECT_DECODE_RENDERED, .format = CAIRO_FORMAT_ARGB32 };
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface
      = dect_plan_decode_render (plan, request->page, request->px_per_unit, &error);
  gboolean said;

  if (surface == NULL)
    return dect_talk_fail (error);
  cairo_surface_flush (surface);
  reply.width = (guint32) cairo_image_surface_get_width (surface);
  reply.height = (guint32) cairo_image_surface_get_height (surface);
  reply.stride = (guint32) cairo_image_surface_get_stride (surface);
  said = dect_talk_write (&reply, sizeof reply)
         && dect_talk_write (cairo_image_surface_get_data (surface),
                             (gsize) reply.height * reply.stride);
  cairo_surface_destroy (surface);
  return said;
}

void
dect_serve (void)
{
  g_autoptr (GBytes) document = NULL;
  g_autoptr (DectPlan) plan = NULL;
  g_autoptr (GError) error = NULL;
  DectDecodeRequest request;

  if (!dect_talk_hello () || (document = dect_talk_document ()) == NULL)
    return;
  plan = open_plan (document, &error);
  if (plan == NULL)
    {
      dect_talk_fail (error);
      return;
    }
  if (!say_opened (plan))
    return;
  while (dect_talk_read (&request) && render (plan, &request))
    continue;
}
