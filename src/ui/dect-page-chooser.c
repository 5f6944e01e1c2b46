/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-page-chooser.h"

#include <glib/gi18n.h>

#include "canvas/dect-plan-texture.h"

/* Longer side of a page's picture, pixels. */
#define PICTURE_PX 140

struct _DectPageChooser
{
  AdwWindow parent_instance;
  DectPlan *plan;
  DectPageFunc callback;
  gpointer user_data;
  GDestroyNotify destroy;
  GtkFlowBox *pages;
  GtkWidget *use_button;
  GCancellable *cancellable;
  guint next; /* page to be drawn next */
};

G_DEFINE_FINAL_TYPE (DectPageChooser, dect_page_chooser, ADW_TYPE_WINDOW)

/* --- Pictures ------------------------------------------------------------------------------------
 */

static void draw_next (DectPageChooser *self);

static GtkWidget *
get_picture (DectPageChooser *self, guint page)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->pages, (gint) page);

  return gtk_widget_get_first_child (gtk_flow_box_child_get_child (child));
}

/* A page that cannot be drawn stays blank; its number can still be chosen, and the plan says why.
 */
static void
drawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  DectPageChooser *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPlanTexture) texture = dect_plan_texture_new_finish (result, &error);

  /* Then the window may be gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (texture != NULL)
    gtk_picture_set_paintable (GTK_PICTURE (get_picture (self, self->next)),
                               GDK_PAINTABLE (texture->texture));
  self->next++;
  draw_next (self);
}

static void
draw_next (DectPageChooser *self)
{
  if (self->next < dect_plan_get_n_pages (self->plan))
    dect_plan_texture_new_async (dect_plan_get_bytes (self->plan), self->next, 0, PICTURE_PX, FALSE,
                                 self->cancellable, drawn_cb, self);
}

static GtkWidget *
make_page (guint page)
{
  g_autofree char *text = g_strdup_printf (_("Page %u"), page + 1);
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *picture = gtk_picture_new ();

  gtk_widget_set_size_request (picture, PICTURE_PX, PICTURE_PX);
  gtk_widget_set_halign (picture, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), gtk_label_new (text));
  gtk_widget_add_css_class (box, "page-choice");
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return child;
}

/* --- Choosing ------------------------------------------------------------------------------------
 */

static void
use (DectPageChooser *self)
{
  GList *selected = gtk_flow_box_get_selected_children (self->pages);
  guint page = selected != NULL ? (guint) gtk_flow_box_child_get_index (selected->data) : 0;

  g_list_free (selected);
  self->callback (self->plan, page, self->user_data);
  gtk_window_close (GTK_WINDOW (self));
}

/* --- Widget --------------------------------------------------------------------------------------
 */

static void
dect_page_chooser_dispose (GObject *object)
{
  DectPageChooser *self = DECT_PAGE_CHOOSER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->destroy != NULL)
    g_clear_pointer (&self->user_data, self->destroy);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_PAGE_CHOOSER);
  g_clear_pointer (&self->plan, dect_plan_unref);
  G_OBJECT_CLASS (dect_page_chooser_parent_class)->dispose (object);
}

static void
dect_page_chooser_class_init (DectPageChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_page_chooser_dispose;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/handover_planner/Handover/ui/dect-page-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, DectPageChooser, pages);
  gtk_widget_class_bind_template_child (widget_class, DectPageChooser, use_button);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
dect_page_chooser_init (DectPageChooser *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->use_button, "clicked", G_CALLBACK (use), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages, "child-activated", G_CALLBACK (use), self,
                           G_CONNECT_SWAPPED);
}

GtkWindow *
dect_page_chooser_new (
    DectPlan *plan, guint page, DectPageFunc callback, gpointer user_data, GDestroyNotify destroy)
{
  DectPageChooser *self;
  GtkFlowBoxChild *child;

  g_return_val_if_fail (plan != NULL && callback != NULL, NULL);

  self = g_object_new (DECT_TYPE_PAGE_CHOOSER, NULL);
  self->plan = dect_plan_ref (plan);
  self->callback = callback;
  self->user_data = user_data;
  self->destroy = destroy;
  for (guint i = 0; i < dect_plan_get_n_pages (plan); i++)
    gtk_flow_box_insert (self->pages, make_page (i), -1);
  child = gtk_flow_box_get_child_at_index (self->pages, (gint) page);
  if (child != NULL)
    {
      gtk_flow_box_select_child (self->pages, child);
      gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (child));
    }
  draw_next (self);
  return GTK_WINDOW (self);
}
