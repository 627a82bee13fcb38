import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect } from 'react';
import { Route, Switch } from 'wouter';
import { useApi } from '../../client/engine-context.ts';
import { useTypedCodes } from './codes-typed.ts';
import { useDrafts } from './draft-store.ts';
import { ProductList } from './product-list.tsx';
import { ProductPage } from './product-page.tsx';

/** All products of the shop, or one of them to be edited, by the address. */
export function ProductsPage(): React.ReactNode {
  const address = useQuery(useApi().shop.get.queryOptions()).data?.address;
  useLayoutEffect(() => {
    if (address === undefined) return;
    useDrafts.getState().openShop(address);
    useTypedCodes.getState().openShop(address);
  }, [address]);
  return (
    <Switch>
      <Route path="/products/:id">
        {({ id }) => <ProductPage key={id} productId={decodeURIComponent(id)} />}
      </Route>
      <Route>
        <ProductList />
      </Route>
    </Switch>
  );
}
