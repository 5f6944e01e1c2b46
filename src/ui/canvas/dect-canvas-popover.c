/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-canvas"

#include "config.h"

#include "canvas/dect-canvas-private.h"

static gboolean
unparent_cb (gpointer user_data)
{
  gtk_widget_unparent (user_data);
  g_object_unref (user_data);
  return G_SOURCE_REMOVE;
}

/* Not at once: the popover still works on its own closing. */
static void
closed_cb (GtkPopover *popover, DectCanvas *self)
{
  if (self->popover != GTK_WIDGET (popover))
    return;
  self->popover = NULL;
  dect_canvas_sketch_done (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  g_idle_add (unparent_cb, g_object_ref (popover));
}

/* A question about what has been drawn; what was drawn stays until it is answered or given up.
 * @question: (transfer full): freed with @free_question when the popover has gone */
void
dect_canvas_ask (DectCanvas *self,
                 GtkWidget *child,
                 DectPoint at,
                 gpointer question,
                 GDestroyNotify free_question)
{
  GtkWidget *popover = gtk_popover_new ();

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_popover_set_child (GTK_POPOVER (popover), child);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle){ (int) at.x, (int) at.y, 1, 1 });
  g_object_set_data_full (G_OBJECT (popover), "question", question, free_question);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, 0);
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  self->popover = popover;
  gtk_popover_popup (GTK_POPOVER (popover));
}

/* Hidden, not popped down: GTK 4.18 gives the canvas the focus after that, which the answer may
 * just have given to what it made. */
void
dect_canvas_end_question (DectCanvas *self)
{
  if (self->popover != NULL)
    gtk_widget_set_visible (self->popover, FALSE);
}
