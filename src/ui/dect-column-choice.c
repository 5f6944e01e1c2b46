/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-column-choice.h"

#include <glib/gi18n.h>

#define SAMPLE_CHARS 18

struct _DectColumnChoice
{
  GtkBox parent_instance;
  guint column;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (DectColumnChoice, dect_column_choice, GTK_TYPE_BOX)

static void
selected_cb (DectColumnChoice *self, GParamSpec *pspec, GtkDropDown *drop_down)
{
  g_signal_emit (self, signals[CHOSEN], 0, self->column, gtk_drop_down_get_selected (drop_down));
}

static void
dect_column_choice_class_init (DectColumnChoiceClass *klass)
{
  signals[CHOSEN] = g_signal_new ("chosen", DECT_TYPE_COLUMN_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
dect_column_choice_init (DectColumnChoice *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 2);
}

static void
append_caption (DectColumnChoice *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), SAMPLE_CHARS);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self), label);
}

GtkWidget *
dect_column_choice_new (
    guint column, const char *sample, const char *hint, GtkStringList *names, guint selected)
{
  DectColumnChoice *self;
  GtkWidget *drop_down;
  g_autofree char *label = NULL;

  g_return_val_if_fail (sample != NULL, NULL);
  g_return_val_if_fail (GTK_IS_STRING_LIST (names), NULL);

  self = g_object_new (DECT_TYPE_COLUMN_CHOICE, NULL);
  self->column = column;
  label = g_strdup_printf (_("What column %u is: %s"), column + 1, sample);
  drop_down = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), selected);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  if (hint != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    hint, -1);
  append_caption (self, *sample != '\0' ? sample : "–");
  gtk_box_append (GTK_BOX (self), drop_down);
  if (hint != NULL)
    append_caption (self, hint);
  return GTK_WIDGET (self);
}
