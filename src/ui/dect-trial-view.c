/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-trial-view.h"

#include <glib/gi18n.h>

#include "dect-accessible.h"
#include "dect-text-label.h"

typedef struct
{
  GtkWidget *row;
  GtkStack *sign;
  GtkLabel *text;
  GtkLabel *advice;
  char *spoken;
} Row;

struct _DectTrialView
{
  AdwBin parent_instance;
  Row rows[DECT_PBX_TRIAL_N_STEPS];
};

G_DEFINE_FINAL_TYPE (DectTrialView, dect_trial_view, ADW_TYPE_BIN)

static const struct
{
  const char *name;
  const char *icon; /* NULL: a spinner, or nothing while it waits */
  const char *style;
  const char *spoken;
} signs[] = {
  [DECT_PBX_TRIAL_WAITING] = { "waiting", NULL, NULL, N_("not tried") },
  [DECT_PBX_TRIAL_RUNNING] = { "running", NULL, NULL, N_("trying") },
  [DECT_PBX_TRIAL_GOOD] = { "good", "object-select-symbolic", "success", N_("good") },
  [DECT_PBX_TRIAL_OPEN] = { "open", "dialog-information-symbolic", "warning", N_("to know") },
  [DECT_PBX_TRIAL_FAILED] = { "failed", "dialog-error-symbolic", "error", N_("failed") },
};

static void
dect_trial_view_dispose (GObject *object)
{
  DectTrialView *self = DECT_TRIAL_VIEW (object);

  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    g_clear_pointer (&self->rows[i].spoken, g_free);
  G_OBJECT_CLASS (dect_trial_view_parent_class)->dispose (object);
}

static void
dect_trial_view_class_init (DectTrialViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dect_trial_view_dispose;
}

static GtkWidget *
sign_new (void)
{
  GtkWidget *stack = gtk_stack_new ();

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      GtkWidget *child = signs[i].icon != NULL ? gtk_image_new_from_icon_name (signs[i].icon)
                         : i == DECT_PBX_TRIAL_RUNNING ? gtk_spinner_new ()
                                                       : gtk_image_new ();

      if (GTK_IS_SPINNER (child))
        gtk_spinner_set_spinning (GTK_SPINNER (child), TRUE);
      if (signs[i].style != NULL)
        gtk_widget_add_css_class (child, signs[i].style);
      gtk_stack_add_named (GTK_STACK (stack), child, signs[i].name);
    }
  gtk_widget_set_valign (stack, GTK_ALIGN_START);
  return stack;
}

static GtkWidget *
label_new (const char *text, const char *style)
{
  GtkWidget *label = dect_text_label_new (text, style);

  gtk_label_set_selectable (GTK_LABEL (label), style == NULL);
  return label;
}

static void
build_row (Row *row, DectPbxTrialStep step)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  row->row = gtk_list_box_row_new ();
  row->sign = GTK_STACK (sign_new ());
  row->text = GTK_LABEL (label_new (NULL, NULL));
  row->advice = GTK_LABEL (label_new (NULL, NULL));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), label_new (dect_pbx_trial_step_title (step), "caption"));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->text));
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (row->advice));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row->sign));
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "trial-step");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row->row), FALSE);
}

static void
dect_trial_view_init (DectTrialView *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < DECT_PBX_TRIAL_N_STEPS; i++)
    {
      build_row (&self->rows[i], (DectPbxTrialStep) i);
      gtk_list_box_append (GTK_LIST_BOX (list), self->rows[i].row);
    }
  adw_bin_set_child (ADW_BIN (self), list);
  dect_accessible_name_lists (list, _("Test of the connection"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
show_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text != NULL ? text : "") != 0)
    gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_row (Row *row, const DectPbxTrialReport *report, gboolean over)
{
  g_free (row->spoken);
  /* Translators: read aloud: a step of a test, how it stands, what was found, what to do */
  row->spoken
      = g_strdup_printf (_("%s: %s. %s %s"), dect_pbx_trial_step_title (report->step),
                         _(signs[report->state].spoken), report->text != NULL ? report->text : "",
                         report->advice != NULL ? report->advice : "");
  g_strchomp (row->spoken);
  gtk_stack_set_visible_child_name (row->sign, signs[report->state].name);
  show_label (row->text, report->text);
  show_label (row->advice, report->advice);
  gtk_widget_set_visible (row->row, !over || report->state != DECT_PBX_TRIAL_WAITING);
  if (report->state == DECT_PBX_TRIAL_FAILED)
    gtk_widget_add_css_class (GTK_WIDGET (row->text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->text), "error");
  if (report->state == DECT_PBX_TRIAL_WAITING)
    gtk_widget_add_css_class (row->row, "waiting");
  else
    gtk_widget_remove_css_class (row->row, "waiting");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  row->spoken, -1);
}

void
dect_trial_view_set (DectTrialView *self, const DectPbxTrialReport *reports)
{
  gboolean over = FALSE;

  g_return_if_fail (DECT_IS_TRIAL_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), reports != NULL);
  /* What was not tried after a failure need not be read. */
  for (guint i = 0; reports != NULL && i < DECT_PBX_TRIAL_N_STEPS; i++)
    over |= reports[i].state == DECT_PBX_TRIAL_FAILED;
  for (guint i = 0; reports != NULL && i < DECT_PBX_TRIAL_N_STEPS; i++)
    show_row (&self->rows[i], &reports[i], over);
}

const char *
dect_trial_view_get_text (DectTrialView *self, DectPbxTrialStep step)
{
  g_return_val_if_fail (DECT_IS_TRIAL_VIEW (self), NULL);
  g_return_val_if_fail ((guint) step < DECT_PBX_TRIAL_N_STEPS, NULL);

  return self->rows[step].spoken;
}
