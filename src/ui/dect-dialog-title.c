/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-dialog-title.h"

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_SUBTITLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

struct _DectDialogTitle
{
  GtkWidget parent_instance;
  GtkLabel *title;
  GtkLabel *subtitle;
};

G_DEFINE_FINAL_TYPE (DectDialogTitle, dect_dialog_title, GTK_TYPE_WIDGET)

static void
dect_dialog_title_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  DectDialogTitle *self = DECT_DIALOG_TITLE (object);

  switch (id)
    {
    case PROP_TITLE:
      dect_dialog_title_set_title (self, g_value_get_string (value));
      break;
    case PROP_SUBTITLE:
      dect_dialog_title_set_subtitle (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
dect_dialog_title_dispose (GObject *object)
{
  DectDialogTitle *self = DECT_DIALOG_TITLE (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->title = self->subtitle = NULL;
  G_OBJECT_CLASS (dect_dialog_title_parent_class)->dispose (object);
}

static void
dect_dialog_title_class_init (DectDialogTitleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = dect_dialog_title_set_property;
  object_class->dispose = dect_dialog_title_dispose;
  properties[PROP_TITLE]
      = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SUBTITLE] = g_param_spec_string ("subtitle", NULL, NULL, NULL,
                                                   G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkLabel *
add_line (DectDialogTitle *self, const char *style)
{
  GtkWidget *widget = gtk_label_new (NULL);
  GtkLabel *label = GTK_LABEL (widget);

  gtk_widget_add_css_class (widget, style);
  gtk_label_set_wrap (label, TRUE);
  /* Inside a word only where letters are so large that it has no line of its own. */
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  /* On one line wherever there is room for it. */
  gtk_label_set_natural_wrap_mode (label, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_lines (label, 2);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  gtk_label_set_justify (label, GTK_JUSTIFY_CENTER);
  gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_parent (widget, GTK_WIDGET (self));
  return label;
}

static void
dect_dialog_title_init (DectDialogTitle *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  self->title = add_line (self, "title");
  self->subtitle = add_line (self, "subtitle");
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
dect_dialog_title_set_title (DectDialogTitle *self, const char *title)
{
  g_return_if_fail (DECT_IS_DIALOG_TITLE (self));

  set_line (self->title, title);
}

void
dect_dialog_title_set_subtitle (DectDialogTitle *self, const char *subtitle)
{
  g_return_if_fail (DECT_IS_DIALOG_TITLE (self));

  set_line (self->subtitle, subtitle);
}
