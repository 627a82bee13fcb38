import { Route, Switch } from 'wouter';
import { ProductList } from './product-list.tsx';
import { ProductPage } from './product-page.tsx';

/** All products of the shop, or one of them to be edited, by the address. */
export function ProductsPage(): React.ReactNode {
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
