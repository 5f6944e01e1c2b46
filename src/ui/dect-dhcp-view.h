/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "dect-document.h"

G_BEGIN_DECLS

/**
 * DectDhcpView:
 *
 * Writes the DHCP server's configuration for the base stations into a folder, and says what a person has to know of it. Action
 * `dhcp.write`.
 */
#define DECT_TYPE_DHCP_VIEW (dect_dhcp_view_get_type ())
G_DECLARE_FINAL_TYPE (DectDhcpView, dect_dhcp_view, DECT, DHCP_VIEW, AdwBin)

/** dect_dhcp_view_set_document: @document: (nullable): whose base stations */
void dect_dhcp_view_set_document (DectDhcpView *self,
                                  DectDocument *document);

/** dect_dhcp_view_write: writes the files of the chosen kind of server into @folder; what came of it stands in the view */
void dect_dhcp_view_write (DectDhcpView *self,
                           const char   *folder);

/** dect_dhcp_view_is_writing: Returns: whether it is at it */
gboolean dect_dhcp_view_is_writing (DectDhcpView *self);

G_END_DECLS
