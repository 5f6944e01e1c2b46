/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "model/dect-commission-steps.h"
#include "dect-document.h"
#include "dect-pbx-session.h"

G_BEGIN_DECLS

/**
 * DectCommissionPage:
 *
 * The steps from the finished plan to the running system. Actions: commission.step (s: id), commission.back, commission.tick
 * (s: id), commission.connect, commission.review, commission.push, commission.fetch, commission.write, commission.imported
 * (s: "rfp" or "handset"), commission.cancel.
 */
#define DECT_TYPE_COMMISSION_PAGE (dect_commission_page_get_type ())
G_DECLARE_FINAL_TYPE (DectCommissionPage, dect_commission_page, DECT, COMMISSION_PAGE, AdwBin)

/** dect_commission_page_set_document: @document: (nullable): the site to show */
void dect_commission_page_set_document (DectCommissionPage *self,
                                        DectDocument       *document);

/** dect_commission_page_get_session: Returns: (nullable) (transfer none): the connection of the site shown */
DectPbxSession *dect_commission_page_get_session (DectCommissionPage *self);

/** dect_commission_page_is_done: Returns: whether @step has its tick */
gboolean dect_commission_page_is_done (DectCommissionPage *self,
                                       DectStep            step);

/** dect_commission_page_show_step: shows the page of @step */
void dect_commission_page_show_step (DectCommissionPage *self,
                                     DectStep            step);

G_END_DECLS
