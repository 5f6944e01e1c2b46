/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-shortcuts.h"

#include "dect-page-window.h"
#include "dect-text-label.h"
#include "dect-wrap-box.h"

struct _DectShortcutRow
{
  AdwPreferencesRow parent_instance;
  GtkWidget *title;
  GtkWidget *keys;
  char *accelerator;
};

enum
{
  PROP_0,
  PROP_ACCELERATOR,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (DectShortcutRow, dect_shortcut_row, ADW_TYPE_PREFERENCES_ROW)

static void
set_accelerator (DectShortcutRow *self, const char *accelerator)
{
  g_auto (GStrv) words = g_strsplit (accelerator, " ", -1);

  g_free (self->accelerator);
  self->accelerator = g_strdup (accelerator);
  for (guint i = 0; words[i] != NULL; i++)
    {
      GtkWidget *label = gtk_shortcut_label_new (words[i]);

      dect_wrap_box_append (DECT_WRAP_BOX (self->keys), label);
    }
}

static void
dect_shortcut_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_ACCELERATOR)
    g_value_set_string (value, DECT_SHORTCUT_ROW (object)->accelerator);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_shortcut_row_set_property (GObject *object,
                                guint prop_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  if (prop_id == PROP_ACCELERATOR)
    set_accelerator (DECT_SHORTCUT_ROW (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
dect_shortcut_row_finalize (GObject *object)
{
  g_free (DECT_SHORTCUT_ROW (object)->accelerator);
  G_OBJECT_CLASS (dect_shortcut_row_parent_class)->finalize (object);
}

static void
dect_shortcut_row_class_init (DectShortcutRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dect_shortcut_row_get_property;
  object_class->set_property = dect_shortcut_row_set_property;
  object_class->finalize = dect_shortcut_row_finalize;
  properties[PROP_ACCELERATOR]
      = g_param_spec_string ("accelerator", NULL, NULL, "",
                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dect_shortcut_row_init (DectShortcutRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->title = dect_text_label_new (NULL, NULL);
  gtk_widget_set_hexpand (self->title, TRUE);
  g_object_bind_property (self, "title", self->title, "label", G_BINDING_SYNC_CREATE);
  self->keys = g_object_new (DECT_TYPE_WRAP_BOX, "valign", GTK_ALIGN_CENTER, NULL);
  gtk_widget_add_css_class (box, "header");
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->keys);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
}

GtkWindow *
dect_shortcuts_new (void)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_type_ensure (DECT_TYPE_PAGE_WINDOW);
  g_type_ensure (DECT_TYPE_SHORTCUT_ROW);
  builder
      = gtk_builder_new_from_resource ("/io/github/handover_planner/Handover/ui/dect-shortcuts.ui");
  return GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));
}
