/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-step-row.h"

#include <glib/gi18n.h>

#include "dect-text-label.h"

struct _DectStepRow
{
  GtkListBoxRow parent_instance;
  GtkStack *circle;
  GtkWidget *caption;
  DectStep step;
  gboolean done;
};

G_DEFINE_FINAL_TYPE (DectStepRow, dect_step_row, GTK_TYPE_LIST_BOX_ROW)

static void
dect_step_row_class_init (DectStepRowClass *klass)
{
}

static void
dect_step_row_init (DectStepRow *self)
{
}

static GtkWidget *
text_new (const char *text, gboolean caption)
{
  GtkWidget *label = dect_text_label_new (text, caption ? "caption" : NULL);

  if (caption)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
circle_new (DectStep step)
{
  GtkWidget *stack = gtk_stack_new ();
  g_autofree char *digits = g_strdup_printf ("%d", step + 1);

  gtk_stack_add_named (GTK_STACK (stack), gtk_label_new (digits), "number");
  gtk_stack_add_named (GTK_STACK (stack), gtk_image_new_from_icon_name ("object-select-symbolic"),
                       "done");
  gtk_widget_set_valign (stack, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (stack, "circle");
  return stack;
}

GtkWidget *
dect_step_row_new (DectStep step)
{
  DectStepRow *self = g_object_new (DECT_TYPE_STEP_ROW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->step = step;
  self->circle = GTK_STACK (circle_new (step));
  self->caption = text_new ("", TRUE);
  gtk_box_append (GTK_BOX (texts), text_new (_(dect_step_info (step)->title), FALSE));
  gtk_box_append (GTK_BOX (texts), self->caption);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->circle));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "step");
  dect_step_row_set (self, FALSE, NULL);
  return GTK_WIDGET (self);
}

DectStep
dect_step_row_get_step (DectStepRow *self)
{
  g_return_val_if_fail (DECT_IS_STEP_ROW (self), DECT_STEP_CHECK);

  return self->step;
}

void
dect_step_row_set (DectStepRow *self, gboolean done, const char *caption)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (DECT_IS_STEP_ROW (self));

  self->done = done;
  gtk_stack_set_visible_child_name (self->circle, done ? "done" : "number");
  if (done)
    gtk_widget_add_css_class (GTK_WIDGET (self), "done");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "done");
  gtk_label_set_text (GTK_LABEL (self->caption), caption != NULL ? caption : "");
  gtk_widget_set_visible (self->caption, caption != NULL && *caption != '\0');
  /* Translators: read aloud: number and name of a step, then whether it is done */
  spoken = g_strdup_printf (_("Step %d, %s, %s"), self->step + 1,
                            _(dect_step_info (self->step)->title),
                            done ? _("done") : _("not done"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

gboolean
dect_step_row_is_done (DectStepRow *self)
{
  g_return_val_if_fail (DECT_IS_STEP_ROW (self), FALSE);

  return self->done;
}
