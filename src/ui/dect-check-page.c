/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-check-page.h"

struct _DectCheckPage
{
  AdwBin        parent_instance;
  DectDocument *document;
};

G_DEFINE_FINAL_TYPE (DectCheckPage, dect_check_page, ADW_TYPE_BIN)

static void
dect_check_page_dispose (GObject *object)
{
  DectCheckPage *self = DECT_CHECK_PAGE (object);

  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_CHECK_PAGE);
  G_OBJECT_CLASS (dect_check_page_parent_class)->dispose (object);
}

static void
dect_check_page_class_init (DectCheckPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_check_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/handover_planner/Handover/ui/dect-check-page.ui");
}

static void
dect_check_page_init (DectCheckPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dect_check_page_set_document (DectCheckPage   *self,
                           DectDocument *document)
{
  g_return_if_fail (DECT_IS_CHECK_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
}
