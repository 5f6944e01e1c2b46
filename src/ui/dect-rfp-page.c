/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-ui"

#include "config.h"

#include "dect-rfp-page.h"

struct _DectRfpPage
{
  AdwBin        parent_instance;
  DectDocument *document;
};

G_DEFINE_FINAL_TYPE (DectRfpPage, dect_rfp_page, ADW_TYPE_BIN)

static void
dect_rfp_page_dispose (GObject *object)
{
  DectRfpPage *self = DECT_RFP_PAGE (object);

  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), DECT_TYPE_RFP_PAGE);
  G_OBJECT_CLASS (dect_rfp_page_parent_class)->dispose (object);
}

static void
dect_rfp_page_class_init (DectRfpPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dect_rfp_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/handover_planner/Handover/ui/dect-rfp-page.ui");
}

static void
dect_rfp_page_init (DectRfpPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
dect_rfp_page_set_document (DectRfpPage   *self,
                           DectDocument *document)
{
  g_return_if_fail (DECT_IS_RFP_PAGE (self));
  g_return_if_fail (document == NULL || DECT_IS_DOCUMENT (document));

  g_set_object (&self->document, document);
}
